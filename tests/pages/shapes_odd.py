"""Page shapes that extraction may be tuned on."""

import json

import texts
from marks import A, F, N, bare, each, ld, links, paras, plain, script, story

C = texts.COMMENTS
R = texts.RELATED


def head(title, extra="", charset="<meta charset='utf-8'>", lang="en"):
    return f"<!DOCTYPE html><html lang='{lang}'><head>{charset}<title>{title}</title>{extra}</head>"


def wordpress_classic():
    t, s, p = story(0)
    body = f"""{head(t + ' - The Kestle Courier', "<meta property='og:site_name' content='The Kestle Courier'><meta property='article:published_time' content='2025-02-11T09:14:00+01:00'><meta property='article:modified_time' content='2025-02-12T08:00:00+01:00'>")}
<body class="post-template-default single single-post has-sidebar comments-open">
<div id="page" class="site"><a class="skip-link screen-reader-text" href="#content">{F('Skip to content')}</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">{F('The Kestle Courier')}</a></p><nav><ul>{links(texts.NAV)}</ul></nav></header>
<div id="content"><main id="main" class="site-main"><article id="post-4411" class="post-4411 post type-post status-publish category-news tag-ferry tag-comments">
<header class="entry-header"><h1 class="entry-title">{t}</h1><div class="entry-meta">{N('By Ann Roe')} <time class="entry-date published" datetime="2025-02-11T09:14:00+01:00">{N('11 February 2025')}</time></div></header>
<div class="entry-content">{paras(p[:3])}
<figure class="wp-block-image"><img src="a.jpg"><figcaption>{F(texts.CAPTIONS[0][0])}</figcaption></figure>
{paras(p[3:6])}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">{F('Share this:')}</h3><ul><li><a href="#">{F('Facebook')}</a></li><li><a href="#">{F('X')}</a></li></ul></div>
{paras(p[6:])}</div>
<footer class="entry-footer"><span class="tags-links">{F('Tagged')} <a href="/t">{F('ferry')}</a>, <a href="/t">{F('Orrin')}</a></span></footer></article>
<div id="comments" class="comments-area"><h2 class="comments-title">{F('Two thoughts on this story')}</h2><ol class="comment-list">{each("<li class='comment'><article class='comment-body'><div class='comment-content'><p>{}</p></div><div class='reply'><a href='#'>Reply</a></div></article></li>", [c[1] for c in C], F)}</ol></div></main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>{F('Recent Posts')}</h2><ul>{links(R[:6])}</ul></section></aside></div>
<footer id="colophon">{each('<p>{}</p>', texts.LEGAL, F)}</footer></div></body></html>"""
    return dict(html=body, title=t, date="2025-02-11", outlet="The Kestle Courier")


def wordpress_builder():
    """A page builder: a dozen divs deep, classes that say nothing about the article."""
    t, s, p = story(1)
    rows = "".join(f"<div class='elementor-element elementor-element-7f{i}a'><div class='elementor-widget-container'><p>{A(x)}</p></div></div>" for i, x in enumerate(p))
    body = f"""{head(t, "<meta property='og:site_name' content='Castellar Avui'><meta property='article:published_time' content='2025-06-02'>")}
<body class="elementor-default"><div class="elementor elementor-12"><section class="elementor-section elementor-top-section"><div class="elementor-container"><div class="elementor-column"><div class="elementor-widget-nav-menu"><ul>{links(texts.NAV)}</ul></div></div></div></section>
<section class="elementor-section"><div class="elementor-container"><div class="elementor-column"><h1 class="elementor-heading-title">{t}</h1>{rows}</div>
<div class="elementor-column"><h3 class="elementor-heading-title">{F('Most read this week')}</h3>{links(R[:8], "<div class='elementor-post'><a href='/y'>{}</a></div>")}</div></div></section>
<section class="elementor-section"><div class="elementor-container"><h3>{F(texts.NEWSLETTER[0])}</h3><p>{F(texts.NEWSLETTER[1])}</p><form><input type="email"><button>{F('Sign me up')}</button></form><p>{F(texts.NEWSLETTER[2])}</p></div></section>
<section class="elementor-section"><div class="elementor-container">{each('<p>{}</p>', texts.LEGAL, F)}</div></section></div></body></html>"""
    return dict(html=body, title=t, date="2025-06-02", outlet="Castellar Avui")


def arc_fusion():
    t, s, p = story(2)
    meta = {"@type": "NewsArticle", "headline": t, "datePublished": "2025-04-04T17:20:11Z", "dateModified": "2025-04-05T06:00:00Z", "publisher": {"@type": "Organization", "name": "Brod Herald"}}
    return dict(html=f"""{head(t + ' | Brod Herald', ld(meta))}
<body><div id="fusion-app" class="c-stack b-right-rail"><div class="b-header-nav-chain"><nav>{links(texts.NAV, '<a href="/s">{}</a> ')}</nav></div>
<section class="b-right-rail__main"><div class="c-stack"><h1 class="b-headline">{t}</h1><h2 class="b-subheadline">{A(s)}</h2>
<div class="b-byline">{N('By')} <a href="/a">{N('Jana Horvat')}</a> <time class="c-date" datetime="2025-04-04T17:20:11Z">{N('April 04, 2025 at 7:20 pm CEST')}</time></div>
<div class="ts-share-bar">{each('<button>{}</button>', ['Facebook', 'Email', 'Copy link'], F)}</div>
<article class="b-article-body">{paras(p[:2], 'p', ' class="c-paragraph"')}
<div class="c-ad arcad-feature">{F('Advertisement')}</div>
<aside class="b-related-content"><h3>{F('Related')}</h3><ul>{links(R[:3])}</ul></aside>
{paras(p[2:5], 'p', ' class="c-paragraph"')}
<p class="c-paragraph"><b>{F('Read more:')}</b> <a href="/z">{F(R[0])}</a></p>
{paras(p[5:], 'p', ' class="c-paragraph"')}</article>
<div class="b-author-bio"><img><p>{F(texts.BIO[0])}</p></div></div></section>
<section class="b-right-rail__rail"><h2>{F('Latest')}</h2>{links(R[3:], '<div class="b-results-list"><a href="/p"><h3>{}</h3></a></div>')}</section>
<footer class="c-stack">{each('<p>{}</p>', texts.LEGAL, F)}</footer></div></body></html>""", title=t, date="2025-04-04", outlet="Brod Herald")


def drupal():
    t, s, p = story(3)
    return dict(html=f"""{head(t + ' | Talas Today', "<link rel='canonical' href='https://talas.example/2025/05/21/quake-karasu'><meta name='dcterms.date' content='2025-05-21T05:50+06:00'><meta property='og:site_name' content='Talas Today'>")}
<body class="path-node page-node-type-article"><div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas><div class="layout-container">
<header role="banner"><div class="region region-header">{F('Talas Today: news from the mountains')}</div></header>
<div class="region region-breadcrumb"><nav class="breadcrumb"><ol><li><a>{F('Home')}</a></li><li><a>{F('Province')}</a></li></ol></nav></div>
<main role="main"><div class="layout-content"><div class="region region-content"><h1 class="page-header"><span property="schema:name">{t}</span></h1>
<article role="article" class="node node--type-article node--promoted node--view-mode-full"><div class="node__content">
<div class="field field--name-field-image"><img><blockquote class="image-field-caption"><p>{F(texts.CAPTIONS[1][0])}</p></blockquote></div>
<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">{paras(p)}</div>
<div class="field field--name-field-tags"><div class="field__label">{F('Tags')}</div><div class="field__items"><div class="field__item"><a href="/taxonomy/term/1">{F('Earthquakes')}</a></div><div class="field__item"><a href="/taxonomy/term/2">{F('Karasu')}</a></div></div></div>
<section class="field field--name-comment comment-wrapper"><h2 class="title">{F('Comments')}</h2>{each('<article class="comment js-comment"><div class="content"><p>{}</p></div></article>', [c[1] for c in C[:6]], F)}</section>
</div></article></div></div><aside class="layout-sidebar-second"><div class="block-views"><h2>{F('In pictures')}</h2>{links(R[:5])}</div></aside></main>
<footer role="contentinfo">{each('<p>{}</p>', texts.LEGAL[:2], F)}</footer></div></div></body></html>""", title=t, date="2025-05-21", outlet="Talas Today")


def hashed_divs():
    """Styled components: no class name means anything, no semantic element."""
    t, s, p = story(4)
    half = len(p) // 2
    return dict(html=f"""{head(t, f'<meta property="og:title" content="{t}"><meta property="og:site_name" content="Halden Blad"><meta name="parsely-pub-date" content="2025-01-09T11:02:00Z">')}
<body><div id="root"><div class="sc-1x2y3"><div class="sc-77ab">{links(texts.NAV, '<div class="sc-9"><a class="sc-q" href="/">{}</a></div>')}</div>
<div class="sc-aa1"><div class="sc-bb2"><div class="sc-cc3"><span class="sc-k">{N('Courts')}</span><h1 class="sc-h">{t}</h1><div class="sc-d">{A(s)}</div><div class="sc-e"><span>{N('Nils Berg')}</span> <span>{N('9 January 2025')}</span></div></div>
<div class="sc-dd4">{paras(p[:half], 'div', ' class="sc-p"')}</div>
<div class="sc-ee5"><div class="sc-ee6">{F('You might also like')}</div>{links(R[:4], '<div class="sc-ee7"><a href="/a"><div>{}</div></a></div>')}</div>
<div class="sc-dd4">{paras(p[half:], 'div', ' class="sc-p"')}</div></div>
<div class="sc-ff8">{links(R[5:], '<div class="sc-ff9"><a href="/b"><span>{}</span></a></div>')}</div></div>
<div class="sc-zz9">{each('<div class="sc-zz8">{}</div>', texts.LEGAL, F)}</div></div></div></body></html>""", title=t, date="2025-01-09", outlet="Halden Blad")


def amp():
    t, s, p = story(5)
    return dict(html=f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><script async src="https://cdn.example/v0.js"></script><title>{t}</title><link rel="canonical" href="https://gulf.example/a/778"><style amp-custom>.x{{color:red}}</style>
{ld({"@type": "NewsArticle", "headline": t, "datePublished": "2025-07-19T20:45:00+03:00", "publisher": {"@type": "Organization", "name": "Gulf Dispatch"}})}</head>
<body><amp-consent id="consent" layout="nodisplay"><div id="consent-ui"><p>{F(texts.COOKIES[0])}</p><button on="tap:consent.accept">{F('Accept')}</button></div></amp-consent>
<amp-sidebar id="menu" layout="nodisplay"><ul>{links(texts.NAV)}</ul></amp-sidebar>
<header class="amp-header"><a href="/">{F('Gulf Dispatch')}</a></header>
<div class="story"><h1>{t}</h1><p class="deck">{A(s)}</p><div class="meta">{N('Dispatch staff, July 19, 2025')}</div>
<amp-img src="x.jpg" width="1" height="1"></amp-img><div class="img-caption">{F(texts.CAPTIONS[2][0])}</div>
{paras(p[:4])}<amp-ad width="300" height="250" type="x"><div placeholder>{F('Ad loading')}</div></amp-ad>{paras(p[4:])}
<amp-list src="/r.json"><div class="more-stories"><h4>{F('More stories')}</h4><ul>{links(R[:7])}</ul></div></amp-list></div>
<footer>{each('<p>{}</p>', texts.LEGAL[:2], F)}</footer></body></html>""", title=t, date="2025-07-19", outlet="Gulf Dispatch")


def json_ld_body():
    """The page shows two paragraphs and a wall; the whole text stands in JSON-LD."""
    t, s, p = story(6)
    text = "\n\n".join(A(x) for x in bare(p))
    return dict(html=f"""{head(t, ld({"@type": "NewsArticle", "headline": t, "datePublished": "2025-03-17T08:00:00+01:00", "publisher": {"@type": "Organization", "name": "Elsing Post"}, "isAccessibleForFree": "False", "articleBody": text}))}
<body><header><nav>{links(texts.NAV)}</nav></header><main><article><h1>{t}</h1><p class="teaser-text">{p[0]}</p>
<div class="paywall-box"><h3>{F('Keep reading')}</h3><p>{F(texts.PROMO[1])}</p><p>{F(texts.PROMO[0])}</p><button>{F('Subscribe')}</button></div></article></main>
<footer>{each('<p>{}</p>', texts.LEGAL, F)}</footer></body></html>""", title=t, date="2025-03-17", outlet="Elsing Post")


def old_tables():
    t, s, p = story(7)
    return dict(html=f"""<HTML><HEAD><TITLE>{t}</TITLE><META NAME="date" CONTENT="2004-09-27"></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH=760 BORDER=0><TR><TD COLSPAN=3><FONT SIZE=6>{F('Lake Nyara Times Online')}</FONT></TD></TR>
<TR><TD WIDTH=120 VALIGN=top><FONT SIZE=1>{links(texts.NAV, '<A HREF="x.htm">{}</A><BR>')}</FONT></TD>
<TD WIDTH=480 VALIGN=top><FONT FACE=Arial SIZE=4><B>{t}</B></FONT><BR><FONT SIZE=1>{N('Monday, September 27, 2004')}</FONT><P>{'<P>'.join('<FONT FACE=Arial SIZE=2>' + A(x) + '</FONT>' for x in p)}
</TD><TD WIDTH=160 VALIGN=top><TABLE><TR><TD><B>{F('Also today')}</B></TD></TR>{links(R[:6], '<TR><TD><A HREF=y.htm>{}</A></TD></TR>')}</TABLE></TD></TR>
<TR><TD COLSPAN=3><FONT SIZE=1>{F(texts.LEGAL[0])}</FONT></TD></TR></TABLE></BODY></HTML>""", title=t, date="2004-09-27", outlet="")


def br_paragraphs():
    t, s, p = story(8)
    return dict(html=f"""{head(t + ' – Marenne Info', "<meta name='author' content='Marenne Info'>")}
<body><div id="top"><a href="/">{F('Marenne Info')}</a> | {links(texts.NAV, '<a href="/r">{}</a> | ')}</div>
<div id="wrap"><div id="left"><h1>{t}</h1><span class="date">{N('Published on 9 March 2025 at 12:40')}</span><div id="txt">{'<br><br>'.join(A(x) for x in p)}<br><br></div>
<div id="soc">{links(['Print', 'Send to a friend', 'Facebook'], '<a href="#">{}</a> ')}</div></div>
<div id="right"><div class="bx"><b>{F('On the same subject')}</b><br>{links(R[:6], '<a href="/q">{}</a><br>')}</div></div></div>
<div id="bot">{F(texts.LEGAL[2])}</div></body></html>""", title=t, date="2025-03-09", outlet="Marenne Info")


def infinite_scroll():
    """Three whole stories one below the other, the second and third longer than the first."""
    t, s, p = story(9)
    t2, s2, p2 = story(0)
    t3, s3, p3 = story(2)
    def art(title, stand, ps, mark):
        return f"<article class='story'><header><h1>{title if mark is A else mark(title)}</h1><p class='dek'>{mark(stand)}</p></header><div class='story-body'>{each('<p>{}</p>', ps, mark)}</div></article>"
    return dict(html=f"""{head(t + ' | Velden Week', f'<meta property="og:title" content="{t}"><meta property="og:site_name" content="Velden Week"><meta property="article:published_time" content="2025-02-20T06:00:00Z">')}
<body><nav>{links(texts.NAV)}</nav><main><div class="scroller">{art(t, s, p, A)}<div class="sep">{F('Next story')}</div>{art(t2, s2, p2, F)}{art(t3, s3, p3, F)}</div></main><footer>{F(texts.LEGAL[0])}</footer></body></html>""", title=t, date="2025-02-20", outlet="Velden Week")


def native_comments_soup():
    """Comments longer than the story, in divs whose names do not say so."""
    t, s, p = story(6)
    said = "".join(f"<div class='msg'><div class='who'><b>{F(a)}</b> <span>{F('3 hours ago')}</span></div><div class='what'>{F(x)}</div><div class='act'><a href='#'>{F('Reply')}</a> <a href='#'>{F('Report')}</a></div></div>" for a, x in C + C[::-1])
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Estuary News'><meta itemprop='datePublished' content='2025-03-17'>")}
<body><div class="shell"><div class="bar">{links(texts.NAV, '<a href="/n">{}</a>')}</div><div class="col"><h1>{t}</h1><div class="lead">{A(s)}</div><div class="rte">{paras(p)}</div>
<div class="voices"><h3>{F('16 readers have joined in')}</h3>{said}</div></div><div class="foot">{each('<p>{}</p>', texts.LEGAL, F)}</div></div></body></html>""", title=t, date="2025-03-17", outlet="Estuary News")


def cookie_banner_top():
    """A consent wall before everything, with nothing in its names; prose longer than the story."""
    t, s, p = story(4)
    p = p[:5]
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='River Post'><meta name='sailthru.date' content='2025-01-09T10:00:00Z'>")}
<body><div id="sp_wall_9912"><div class="mess"><h2>{F('Before you continue')}</h2>{each('<p>{}</p>', texts.COOKIES * 2, F)}<div class="row"><button>{F('Reject all')}</button><button>{F('Accept all')}</button></div></div></div>
<div class="pg"><div class="hd">{links(texts.NAV, '<a href="/">{}</a>')}</div><div class="ct"><h1>{t}</h1>{paras(p)}</div><div class="ft"><a href="/c">{F('Contact')}</a> <a href="/i">{F('Imprint')}</a></div></div></body></html>""", title=t, date="2025-01-09", outlet="River Post")


def boxes_in_text():
    """Newsletter box, read-also links, pull quote, photo credit and video teaser between the paragraphs."""
    t, s, p = story(5)
    quote = plain(p[1]).split("“")[1].split("”")[0]
    return dict(html=f"""{head(t + ' - Coast & Country', "<meta property='og:site_name' content='Coast &amp; Country'><meta property='article:published_time' content='2025-07-19T22:10:00-04:00'>")}
<body><header class="mast">{links(texts.NAV, '<a href="/">{}</a>')}</header><main id="maincontent"><h1>{t}</h1><div class="standfirst"><p>{A(s)}</p></div>
<div class="article-body-commercial-selector">{paras(p[:2])}
<p><strong>{F('Read also:')} <a href="/m">{F(R[1])}</a></strong></p>
<div class="callout"><h4>{F(texts.NEWSLETTER[0])}</h4><p>{F(texts.NEWSLETTER[1])}</p><form action="/s"><label>{F('Enter your email')}</label><input type="email"><button>{F('Go')}</button></form><small>{F(texts.NEWSLETTER[2])}</small></div>
{paras(p[2:4])}<aside class="pullquote"><blockquote>{F(quote)}</blockquote></aside>
<figure><img src="b.jpg"><div class="caption-text">{F(texts.CAPTIONS[0][0])}</div><span class="credit">{F(texts.CAPTIONS[0][1])}</span></figure>
{paras(p[4:6])}<ul class="inline-links"><li><a href="/1">{F(R[2])}</a></li><li><a href="/2">{F(R[3])}</a></li></ul>
<div class="vid-teaser"><a href="/v"><span>{F('Watch:')}</span> {F(R[11])}</a></div>{paras(p[6:])}</div></main>
<footer>{each('<p>{}</p>', texts.LEGAL, F)}</footer></body></html>""", title=t, date="2025-07-19", outlet="Coast & Country")


def live_articles():
    """A live blog of <article> entries, newest first, each with a time element."""
    t = "Storm live: coast braces for a night of wind and water"
    entries, body = [], ""
    for day, clock, h, ps in texts.LIVE[::-1]:
        body += f"<article class='lb-entry' id='e{clock}'><time datetime='{day}T{clock}:00+01:00'>{N(clock)}</time><h2>{A(h)}</h2>{paras(ps)}<div class='lb-share'><a href='#'>{F('Share this post')}</a></div></article>"
        entries.append((day, clock, plain(ps[0])))
    return dict(html=f"""{head(t, ld({"@type": "LiveBlogPosting", "headline": t, "datePublished": "2025-03-14T06:30:00+01:00", "dateModified": "2025-03-15T07:00:00+01:00", "publisher": {"@type": "Organization", "name": "Port Elsing Radio"}}))}
<body><nav>{links(texts.NAV)}</nav><main><header><h1>{t}</h1><p>{A('Rolling coverage of the storm on the north coast.')}</p></header><div class="lb">{body}</div></main><aside><h3>{F('Most read')}</h3>{links(R[:5])}</aside><footer>{F(texts.LEGAL[0])}</footer></body></html>""", title=t, date="2025-03-14", outlet="Port Elsing Radio", entries=entries)


def live_headings():
    """A live blog without wrappers: headings that begin with a clock, oldest first; the day only in the metadata."""
    t = "As it happened: storm on the north coast"
    entries, body = [], ""
    for day, clock, h, ps in texts.LIVE[:7]:
        body += f"<h3>{N(clock)} – {A(h)}</h3>{paras(ps)}"
        entries.append((day, clock, plain(ps[0])))
    return dict(html=f"""{head(t, "<meta property='article:published_time' content='2025-03-14T06:30:00+01:00'><meta property='og:site_name' content='North Sheet'>")}
<body><div class="menu">{links(texts.NAV, '<a href="/">{}</a>')}</div><div class="content"><h1>{t}</h1><p class="intro">{A('The wind reached 127 kilometres an hour at Orme. This page is no longer updated.')}</p>{body}</div><div class="footer">{F(texts.LEGAL[1])}</div></body></html>""", title=t, date="2025-03-14", outlet="North Sheet", entries=entries)


def live_json_only():
    """The page draws its entries from LiveBlogPosting by script; only JSON-LD has them."""
    t = "Storm on the coast: updates from our reporters"
    updates, entries = [], []
    for day, clock, h, ps in texts.LIVE[::-1]:
        updates.append({"@type": "BlogPosting", "headline": A(h), "datePublished": f"{day}T{clock}:00+01:00", "articleBody": "\n".join(A(x) for x in ps)})
        entries.append((day, clock, plain(ps[0])))
    return dict(html=f"""{head(t, ld({"@graph": [{"@type": "WebSite", "name": "Elsing Online"}, {"@type": "LiveBlogPosting", "headline": t, "datePublished": "2025-03-14T06:30:00+01:00", "coverageStartTime": "2025-03-14T06:30:00+01:00", "publisher": {"@type": "Organization", "name": "Elsing Online"}, "liveBlogUpdate": updates}]}))}
<body><nav>{links(texts.NAV)}</nav><main><h1>{t}</h1><div id="live-mount"></div><noscript>{F('Please enable JavaScript to see this page.')}</noscript></main><footer>{each('<p>{}</p>', texts.LEGAL, F)}</footer></body></html>""", title=t, date="2025-03-14", outlet="Elsing Online", entries=entries)


def windows_1251():
    t, p, f = texts.OTHER["ru"]
    page = f"""<html><head><title>{t}</title><meta name="keywords" content="мост, новости"><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><meta property="og:site_name" content="Озёрский вестник"><meta itemprop="datePublished" content="2024-11-18T10:05:00+03:00"></head>
<body><div class="menu"><ul>{links(f[:4])}</ul></div><div class="b-material"><h1>{t}</h1><div class="b-material__text">{paras(p[:3])}<p class="readmore"><a href="/1">{F(f[4])}</a></p>{paras(p[3:])}</div>
<div class="comments"><h3>{F(f[5])}</h3><div class="cm"><p>{F(f[6])}</p><a href="#">{F(f[8])}</a></div><div class="cm"><p>{F(f[7])}</p><a href="#">{F(f[8])}</a></div></div></div><div class="footer"><p>{F(f[9])}</p></div></body></html>"""
    return dict(html=page, title=t, date="2024-11-18", outlet="Озёрский вестник", encoding="cp1251")


def latin_declared_utf8():
    """Declared as UTF-8, sent as windows-1252: German."""
    t, p, f = texts.OTHER["de"]
    page = f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{t}</title><meta name="date" content="2025-02-05T09:00:00+01:00"><meta property="og:site_name" content="Lünstedter Bote"></head>
<body><div class="nav">{links(f[:4], '<a href="/">{}</a>')}</div><article><h1>{t}</h1>{paras(p)}<p><a href="/x">{F(f[4])}</a></p></article><section class="kommentare"><h2>{F(f[5])}</h2>{each('<div class="kommentar"><p>{}</p><button>Antworten</button></div>', f[6:8], F)}</section>
<footer>{F(f[9])}</footer><div class="cmp"><p>{F(f[10])}</p><button>{F('Zustimmen')}</button></div></body></html>"""
    return dict(html=page, title=t, date="2025-02-05", outlet="Lünstedter Bote", encoding="cp1252")


def arabic_rtl():
    t, p, f = texts.OTHER["ar"]
    return dict(html=f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="UTF-8"><title>{t}</title><meta property="article:published_time" content="2025-01-12T13:00:00+04:00"><meta property="og:site_name" content="صحيفة الساحل"></head>
<body><header><ul>{links(f[:4])}</ul></header><div class="container"><div class="row"><div class="col-8"><h1>{t}</h1><div class="post-body">{paras(p[:2])}<div class="related-inline"><a href="/r">{F(f[4])}</a></div>{paras(p[2:])}</div>
<div class="comments-box"><h3>{F(f[5])}</h3>{each('<div><p>{}</p></div>', f[6:8], F)}</div></div></div></div><footer>{F(f[9])}</footer><div class="cookie-note">{F(f[10])}</div></body></html>""", title=t, date="2025-01-12", outlet="صحيفة الساحل")


def broken_nesting():
    """Unclosed and crossed tags, a comment with a wrong end, bare ampersands, soft hyphens, zero-width spaces, entities."""
    t, s, p = story(3)
    def shy(x):
        return plain(x).replace("province", "prov&shy;ince").replace("buildings", "build\u00adings").replace("“", "&ldquo;").replace("”", "&#8221;").replace("’", "&rsquo;").replace("Karasu", "Kara\u200bsu")
    return dict(html=f"""<html><head><title>{t} &raquo; Mountain & Steppe</title><meta property=og:site_name content='Mountain & Steppe'><meta property=article:published_time content=2025-05-21>
<body><div class=top><ul><li><a href=/>{F('Home')}<li><a href=/n>{F('News & views')}</ul><div class="main"><div class="article"><h1>{t}</h2><b><p>{A(shy(p[0]))}</b><p><i>{A(shy(p[1]))}<p>{A(shy(p[2]))}</i></span></font>
<!-- ad slot --!> <p>{A(shy(p[3]))}<div><p>{A(shy(p[4]))}</section><p>{A(shy(p[5]))}</p></p></p><p>{A(shy(p[6]))}</div></div></div></table>
<div class="sidebar"><ul><li><a href=1>{F(R[0])}<li><a href=2>{F(R[1])}<li><a href=3>{F(R[2])}</ul></div><div class=footer><p>{F(texts.LEGAL[0])}</body>""", title=t, date="2025-05-21", outlet="Mountain & Steppe")


def hidden_parts():
    """Parts that no reader sees: hidden, aria-hidden, display:none, template, noscript, comments, and a print-only copy."""
    t, s, p = story(8)
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Marenne Matin'><meta property='article:published_time' content='2025-03-09T11:00:00+01:00'><!-- <p>Old text of the page that was taken out by an editor in a hurry, and never came back.</p> -->")}
<body><template><p>{F(COOK())}</p></template><noscript><p>{F('This site needs a browser that runs scripts, and yours does not seem to run them at all.')}</p></noscript>
<main><article><h1>{t}</h1><div class="body">{paras(p[:3])}<div hidden><p>{F(texts.PROMO[0])}</p></div><div style="display : none"><p>{F(texts.PROMO[1])}</p></div><div style="visibility:hidden;height:0"><p>{F(texts.BIO[0])}</p></div><p aria-hidden="true">{F('Placeholder text that fills the space until the picture has been loaded by the page.')}</p>
{paras(p[3:])}<p class="print-only visually-hidden">{F('This page was printed from the site of the newspaper and may not be passed on.')}</p></div></article></main></body></html>""", title=t, date="2025-03-09", outlet="Marenne Matin")


def COOK():
    return texts.COOKIES[1]


def tables_and_lists():
    """Tables and lists that belong to the text."""
    t, s, p = story(7)
    rows = [("District", "Cases", "Deaths"), ("Mbita", "204", "5"), ("Kendu", "131", "3"), ("Sori West", "77", "1")]
    table = "".join("<tr>" + "".join(f"<td>{A(c)}</td>" for c in r) + "</tr>" for r in rows)
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Shore Health News'><meta name='DC.date.issued' content='2025-09-29'>")}
<body><nav>{links(texts.NAV)}</nav><main><h1>{t}</h1><div class="richtext">{paras(p[:2])}<h2>{A('Where the cases are')}</h2><table class="data-table">{table}</table>{paras(p[2:4])}<h2>{A('What people are asked to do')}</h2><ul>{each('<li>{}</li>', ['Boil all water for three minutes, also for washing dishes.', 'Wash hands with soap before eating.', 'Go to the nearest tent at the first sign of illness.'], A)}</ul>{paras(p[4:])}<ol>{each('<li>{}</li>', ['Monday: Mbita', 'Tuesday: Kendu', 'Thursday: Sori West'], A)}</ol></div></main><footer>{links(['About', 'Contact'])}</footer></body></html>""", title=t, date="2025-09-29", outlet="Shore Health News")


def tweets_and_quotes():
    t, s, p = story(9)
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Lake Letter'><meta property='article:published_time' content='2025-02-20T16:00:00+01:00'>")}
<body><div class="site-nav">{links(texts.NAV, '<a href="/">{}</a>')}</div><article class="h-entry"><h1 class="p-name">{t}</h1><div class="e-content">{paras(p[:3])}
<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{A('We count posts from dawn to dusk. Today: 212. Please stay off the mud, it is deeper than it looks.')}</p>&mdash; {N('Velden Dig (@veldendig)')} <a href="https://tw.example/1">{N('February 19, 2025')}</a></blockquote>
{paras(p[3:5])}<blockquote><p>{A('The road was no wider than a cart, and it led to a place where nobody lived.')}</p><footer>{N('From the notes of the dig of 1932')}</footer></blockquote>{paras(p[5:])}</div>
<div class="tagcloud">{links(['archaeology', 'lakes', 'bronze', 'drought', 'museum', 'wood'], '<a href="/t" style="font-size:9pt">{}</a> ')}</div></article><footer>{each('<p>{}</p>', texts.LEGAL, F)}</footer></body></html>""", title=t, date="2025-02-20", outlet="Lake Letter")


def next_data():
    """Rendered on the server by React, with the whole of its data again in __NEXT_DATA__."""
    t, s, p = story(2)
    data = {"props": {"pageProps": {"article": {"title": t, "body": [{"type": "paragraph", "text": x} for x in bare(p)], "comments": [c[1] for c in C]}}}, "page": "/[slug]"}
    return dict(html=f"""{head(t, f'<meta property="og:title" content="{t}"><meta property="og:site_name" content="Two Banks"><meta property="article:published_time" content="2025-04-04T15:00:00Z">')}
<body><div id="__next"><div class="css-1q2w3e"><div class="css-0">{links(texts.NAV, '<a class="chakra-link css-9" href="/">{}</a>')}</div><div class="css-7yh"><h1 class="css-h1">{t}</h1><p class="css-lead">{A(s)}</p>{paras(p[:5], 'p', ' class="css-p"')}<div class="css-ad"><span>{F('Continue reading below')}</span></div>{paras(p[5:], 'p', ' class="css-p"')}</div>
<div class="css-grid">{links(R, '<a class="css-card" href="/s"><p class="css-t">{}</p><p class="css-u">From the desk of our reporters in the region, with photographs</p></a>')}</div></div></div>{script('application/json', data).replace('<script', '<script id="__NEXT_DATA__"')}</body></html>""", title=t, date="2025-04-04", outlet="Two Banks")


SHAPES = [wordpress_classic, wordpress_builder, arc_fusion, drupal, hashed_divs, amp, json_ld_body, old_tables, br_paragraphs,
          infinite_scroll, native_comments_soup, cookie_banner_top, boxes_in_text, live_articles, live_headings, live_json_only,
          windows_1251, latin_declared_utf8, arabic_rtl, broken_nesting, hidden_parts, tables_and_lists, tweets_and_quotes, next_data]
