"""Marks in a page's text that say what a reader should find there, and parts that pages share.

A(...) is the article's, F(...) furniture, N(...) may be kept or dropped (bylines, times, labels). gold() reads the words of
each kind in the order of the page, clean() gives the page without the marks.
"""

import html
import json
import re

import texts

ARTICLE, FURNITURE, NEUTRAL, END = "\ue000", "\ue001", "\ue002", "\ue003"
SPAN = re.compile(f"([{ARTICLE}{FURNITURE}{NEUTRAL}])(.*?){END}", re.S)
DROPPED = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
WORD = re.compile(r"\w+(?:[.,:'’]\w+)*")


def A(text):
    return ARTICLE + text + END


def F(text):
    return FURNITURE + text + END


def N(text):
    return NEUTRAL + text + END


def words(text):
    return [w.casefold() for w in WORD.findall(DROPPED.sub("", text))]


def plain(text):
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def clean(page):
    return re.sub(f"[{ARTICLE}{FURNITURE}{NEUTRAL}{END}]", "", page)


def gold(page):
    found = {ARTICLE: [], FURNITURE: [], NEUTRAL: []}
    for kind, text in SPAN.findall(page):
        found[kind] += words(plain(text.replace("\\n", " ").replace('\\"', '"')))
    return found[ARTICLE], found[FURNITURE], found[NEUTRAL]


def each(template, items, mark):
    """`template` with {} for each item, marked."""
    return "\n".join(template.replace("{}", mark(item)) for item in items)


def paras(items, tag="p", attributes=""):
    return each(f"<{tag}{attributes}>{{}}</{tag}>", items, A)


def links(items, template="<li><a href='/x'>{}</a></li>"):
    return each(template, items, F)


def script(kind, data):
    return f"<script type='{kind}'>{json.dumps(data, ensure_ascii=False)}</script>"


def ld(data):
    return script("application/ld+json", {"@context": "https://schema.org", **data})


def story(index):
    return texts.STORIES[index]


def bare(items):
    return [plain(item) for item in items]
