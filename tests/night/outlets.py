"""Twenty outlets, each with pages of its own shape and a listing of its own kind, and the bytes that they serve."""
import gzip
import html
import json
import os
import sys
from email.utils import formatdate
from xml.sax.saxutils import escape

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pages"))
import marks  # noqa: E402
import shapes_even  # noqa: E402
import shapes_odd  # noqa: E402
import texts  # noqa: E402

DAY = 1793606400  # 2 November 2026; listings count back from it

# name, shape of the pages, listing, how pages are sent
OUTLETS = [
    ("courier", "wordpress_classic", "rss", ""), ("avui", "wordpress_builder", "rss", "gzip"),
    ("herald", "arc_fusion", "atom", ""), ("drupal", "drupal", "rdf", ""),
    ("blad", "hashed_divs", "json", "plain"), ("gulf", "amp", "sitemap", ""),
    ("elsing", "json_ld_body", "news", ""), ("nyara", "old_tables", "index", ""),
    ("marenne", "br_paragraphs", "full", ""), ("riverpost", "cookie_banner_top", "atom", "chunked"),
    ("radio", "live_articles", "list", ""), ("vestnik", "windows_1251", "rss1251", ""),
    ("undeclared", "undeclared", "rss", "bare"), ("pages", "paginated", "rss", ""),
    ("online", "live_json_only", "atom", ""), ("estuary", "native_comments_soup", "rss", ""),
    ("desert", "microdata", "urls", ""), ("twobanks", "next_data", "json", ""),
    ("intray", "", "folder", ""), ("wires", "", "glob", ""),
]


def undeclared(title, paragraphs):
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{marks.paras(paragraphs)}</body></html>"


def paginated(title, paragraphs):
    links = marks.links(texts.NAV)
    return (f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
            "<meta property='og:site_name' content='Page by Page'><link rel='next' href='?page=2'></head>"
            f"<body><nav><ul>{links}</ul></nav><article><h1>{title}</h1>{marks.paras(paragraphs)}</article>"
            "<ul class='pager'><li>1</li><li><a href='?page=2'>2</a></li><li><a href='?page=3'>3</a></li></ul></body></html>")


def page(shape, story):
    """The page of a story as bytes: the shapes of tests/pages with other texts put in, one after another in one thread."""
    title, stand, paragraphs = story
    if shape in ("undeclared", "paginated"):
        return marks.clean(globals()[shape](title, paragraphs)).encode()
    kept = texts.STORIES, texts.LIVE, texts.OTHER
    clock = [f"{7 + i:02}:{5 * i:02}" for i in range(len(paragraphs))]
    try:
        texts.STORIES = dict.fromkeys(range(len(texts.STORIES)), story)
        texts.LIVE = [("2026-11-02", c, " ".join(p.split()[:5]), [p]) for c, p in zip(clock, paragraphs)]
        texts.OTHER = dict(texts.OTHER, ru=(title, paragraphs, texts.OTHER["ru"][2]))
        made = (getattr(shapes_odd, shape, None) or getattr(shapes_even, shape))()
    finally:
        texts.STORIES, texts.LIVE, texts.OTHER = kept
    text = marks.clean(made["html"])
    if shape.startswith("live"):  # their headlines are written into the shapes
        text = text.replace(made["title"], html.escape(title))
    return text.encode(made.get("encoding", "utf-8"), "xmlcharrefreplace")


def local(number, story):
    """(ending, bytes) of a story as a file, of four kinds in turn."""
    title, _, paragraphs = story
    body = "\n\n".join(paragraphs)
    return [(".txt", f"{title}\n\n{body}\n"), (".html", undeclared(title, paragraphs)), (".md", f"# {title}\n\n{body}\n"),
            (".json", json.dumps({"title": title, "text": body, "date": "2026-11-02"}))][number % 4]


def listing(kind, base, items):
    """The files of a listing as (path, type, bytes), the one to be named first. `items`: (url, title, paragraphs), newest first."""
    stamps = [DAY - 3600 * i for i in range(len(items))]
    w3c = ["2026-11-01T%02d:00:00Z" % (23 - i) for i in range(len(items))]
    rows = list(zip(items, stamps, w3c))
    xml = '<?xml version="1.0" encoding="UTF-8"?>\n'
    if kind in ("rss", "rss1251", "full"):
        text = xml.replace("UTF-8", "windows-1251" if kind == "rss1251" else "UTF-8")
        text += ('<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News “today”</title>'
                 f"<link>{base}/</link><description>All of it</description>")
        for (url, title, paragraphs), stamp, _ in rows:
            whole = "".join(f"<p>{escape(p)}</p>" for p in paragraphs) if kind == "full" else ""
            whole = f"<content:encoded><![CDATA[{whole}]]></content:encoded>" if whole else ""
            text += (f"<item><title>{escape(title)}</title><link>{escape(url)}</link><guid>{escape(url)}</guid>"
                     f"<pubDate>{formatdate(stamp)}</pubDate><description>Read it here.</description>{whole}</item>")
        text += "</channel></rss>"
        return [("/feed.xml", "application/rss+xml", text.encode("cp1251" if kind == "rss1251" else "utf-8"))]
    if kind == "rdf":
        text = (xml + '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/">'
                f'<channel rdf:about="{base}/"><title>News</title><link>{base}/</link><description>All</description></channel>')
        for (url, title, _), _, date in rows:
            text += (f'<item rdf:about="{escape(url)}"><title>{escape(title)}</title><link>{escape(url)}</link>'
                     f"<dc:date>{date}</dc:date></item>")
        return [("/index.rdf", "application/rdf+xml", (text + "</rdf:RDF>").encode())]
    if kind == "atom":
        text = xml + f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>{base}/</id><updated>{w3c[0]}</updated>'
        for (url, title, _), _, date in rows:
            text += (f'<entry><title>{escape(title)}</title><id>{escape(url)}</id><updated>{date}</updated>'
                     f'<link href="{escape(url)}"/></entry>')
        return [("/atom.xml", "application/atom+xml", (text + "</feed>").encode())]
    if kind == "json":
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News",
                "items": [{"id": url, "url": url, "title": title, "date_published": date} for (url, title, _), _, date in rows]}
        return [("/feed.json", "application/feed+json", json.dumps(feed).encode())]
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    if kind == "list":
        return [("/sitemap.txt", "text/plain", "".join(url + "\n" for url, _, _ in items).encode())]
    if kind in ("sitemap", "news"):
        text = xml + f'<urlset {space} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        for (url, title, _), _, date in rows:
            told = (f"<news:news><news:publication><news:name>N</news:name><news:language>en</news:language></news:publication>"
                    f"<news:publication_date>{date}</news:publication_date><news:title>{escape(title)}</news:title></news:news>")
            text += f"<url><loc>{escape(url)}</loc>{told if kind == 'news' else f'<lastmod>{date}</lastmod>'}</url>"
        return [("/sitemap.xml", "application/xml", (text + "</urlset>").encode())]
    half = len(items) // 2
    files = []
    for number, part in enumerate((items[:half], items[half:])):
        (_, kind_of, body), = listing("sitemap", base, part)
        files.append((f"/part{number}.xml.gz", "application/gzip", gzip.compress(body, mtime=0)))
    text = xml + f"<sitemapindex {space}>" + "".join(f"<sitemap><loc>{base}{path}</loc></sitemap>" for path, _, _ in files)
    return [("/sitemaps.xml", "application/xml", (text + "</sitemapindex>").encode())] + files
