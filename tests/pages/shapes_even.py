"""Page shapes that are kept from tuning: only their scores are looked at."""

import texts
from marks import A, F, N, bare, each, ld, links, paras, plain, script, story
from shapes_odd import head

C = texts.COMMENTS
R = texts.RELATED


def wordpress_block_theme():
    t, s, p = story(9)
    return dict(html=f"""{head(t + ' – Velden Rundschau', "<meta property='og:site_name' content='Velden Rundschau'><link rel='canonical' href='https://velden.example/2025/02/20/causeway/'>" + ld({"@graph": [{"@type": "Article", "headline": t, "datePublished": "2025-02-20T15:11:03+00:00", "dateModified": "2025-03-01T10:00:00+00:00"}, {"@type": "WebPage", "datePublished": "2025-02-20T15:11:03+00:00"}, {"@type": "Person", "name": "Urs"}]}))}
<body class="wp-singular post-template-default"><div class="wp-site-blocks"><header class="wp-block-template-part"><div class="wp-block-group alignwide"><p class="wp-block-site-title"><a href="/">{F('Velden Rundschau')}</a></p><nav class="wp-block-navigation"><ul>{links(texts.NAV)}</ul></nav></div></header>
<main class="wp-block-group"><div class="wp-block-group has-global-padding"><h1 class="wp-block-post-title">{t}</h1><div class="wp-block-template-part"><div class="wp-block-group">{N('Written by')} <a href="/u">{N('Urs')}</a> {N('in')} <a href="/c">{N('Science')}</a></div></div></div>
<div class="entry-content alignfull wp-block-post-content has-global-padding is-layout-constrained">{paras(p[:2])}<figure class="wp-block-pullquote"><blockquote><p>{F('You can put your hand on the marks of the axe')}</p><cite>{F('Regula Frei')}</cite></blockquote></figure>{paras(p[2:5])}<div class="wp-block-jetpack-subscriptions__container"><p>{F(texts.NEWSLETTER[1])}</p><form><p><input type="email" placeholder="Your email"></p><button>{F('Subscribe')}</button></form></div>{paras(p[5:])}</div>
<div class="wp-block-group alignwide"><div class="wp-block-comments"><h2 class="wp-block-comments-title">{F('8 responses to')} {F('the story')}</h2><ol class="wp-block-comment-template">{each('<li><div class="wp-block-columns"><div class="wp-block-comment-content"><p>{}</p></div></div></li>', [c[1] for c in C], F)}</ol></div></div>
<h2 class="wp-block-heading">{F('More posts')}</h2><ul class="wp-block-post-template">{links(R[:5], '<li><h3 class="wp-block-post-title"><a href="/m">{}</a></h3></li>')}</ul></main>
<footer class="wp-block-template-part">{each('<p>{}</p>', texts.LEGAL, F)}</footer></div></body></html>""", title=t, date="2025-02-20", outlet="Velden Rundschau")


def chorus():
    t, s, p = story(4)
    return dict(html=f"""{head(t + ' - The Mill Race', f'<meta property="og:title" content="{t}"><meta property="og:site_name" content="The Mill Race"><meta property="article:published_time" content="2025-01-09T12:30:00-05:00"><meta property="article:modified_time" content="2025-01-10T12:30:00-05:00">')}
<body class="entry_key_unison_standard"><div class="l-wrapper"><section class="c-global-header" role="navigation">{links(texts.NAV, '<a href="/">{}</a>')}</section><section id="content" class="l-root l-reskin"><div class="l-segment l-main-content">
<div class="c-entry-hero c-entry-hero--default"><h1 class="c-page-title">{t}</h1><p class="c-entry-summary p-dek">{A(s)}</p><div class="c-byline"><span class="c-byline__item">{N('By')} <a>{N('Kari Moen')}</a></span> <time class="c-byline__item" datetime="2025-01-09T17:30:00">{N('Jan 9, 2025, 12:30pm EST')}</time></div><div class="c-social-buttons">{links(['Share on Facebook', 'All sharing options'])}</div></div>
<div class="l-sidebar-fixed l-segment l-article-body-segment"><div class="l-col__main"><div class="c-entry-content">{paras(p[:4])}<div class="c-read-more"><h2 class="c-read-more__title">{F('Related')}</h2><ul>{links(R[:3])}</ul></div>{paras(p[4:])}</div><div class="c-tab-bar"></div><div class="c-nextclick"><h3>{F('Next Up In News')}</h3><ul>{links(R[4:9])}</ul></div></div>
<aside class="l-col__sidebar"><div class="c-newsletter_signup_box"><h2>{F(texts.NEWSLETTER[0])}</h2><p>{F(texts.NEWSLETTER[1])}</p></div></aside></div></div></section><footer class="c-footer">{each('<p>{}</p>', texts.LEGAL, F)}</footer></div></body></html>""", title=t, date="2025-01-09", outlet="The Mill Race")


def public_broadcaster():
    """data-component blocks, each paragraph in two wrappers of its own."""
    t, s, p = story(6)
    def block(x, mark=A):
        return f"<div data-component='text-block' class='ssrcss-11r1m41-RichTextComponentWrapper'><div class='ssrcss-7uxr49-RichTextContainer'><p class='ssrcss-1q0x1qg-Paragraph'>{mark(x)}</p></div></div>"
    return dict(html=f"""{head(t + ' - Estuary Broadcasting', "<meta property='og:site_name' content='Estuary Broadcasting'>" + ld({"@type": "NewsArticle", "headline": t, "datePublished": "2025-03-17T07:12:44.000Z", "publisher": {"@type": "NewsMediaOrganization", "name": "Estuary Broadcasting"}}))}
<body><div id="main-wrapper"><header role="banner"><nav>{links(texts.NAV)}</nav></header><main id="main-content"><article class="ssrcss-pv1rh6-ArticleWrapper"><header data-component="headline-block"><h1 id="main-heading">{t}</h1></header>
<div data-component="byline-block"><div>{N('Femke de Boer')}</div><div>{N('Coast correspondent')}</div></div><figure><div><span class="visually-hidden">{F('Image source,')}</span>{F('Harbour Office')}</div><figcaption><span>{F('Image caption,')}</span><p>{F(texts.CAPTIONS[1][0])}</p></figcaption></figure>
<div data-component="text-block"><p><b>{A(s)}</b></p></div>{''.join(block(x) for x in p[:4])}<div data-component="links-block"><ul>{links(R[:3])}</ul></div><div data-component="subheadline-block"><h2>{A('Closed to shipping')}</h2></div>{''.join(block(x) for x in p[4:])}
<section data-component="tags"><h2>{F('Related Topics')}</h2><ul>{links(['Floods', 'Port Elsing'])}</ul></section></article></main>
<div data-component="related-stories"><h2>{F('Related stories')}</h2>{links(R[3:10], '<div><a href="/s"><h3>{}</h3><p>A short text under the link that says what the story is about, in a full sentence.</p></a></div>')}</div><footer role="contentinfo">{F(texts.LEGAL[0])}</footer></div></body></html>""", title=t, date="2025-03-17", outlet="Estuary Broadcasting")


def aspnet_form():
    """The whole page is one form, as old ASP.NET sites have it."""
    t, s, p = story(3)
    return dict(html=f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head id="Head1"><title>{t}</title><meta name="pubdate" content="2025-05-21 09:30:00" /><meta property="og:site_name" content="Steppe Monitor" /></head>
<body><form method="post" action="News.aspx?id=91" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="x" /><div id="ctl00_header"><ul>{links(texts.NAV)}</ul></div><div id="ctl00_ContentPlaceHolder1_pnlNews"><h1><span id="ctl00_lblTitle">{t}</span></h1><span id="ctl00_lblDate">{N('21.05.2025 09:30')}</span><div id="ctl00_lblText">{paras(p)}</div></div><div id="ctl00_rightCol"><h4>{F('Other news')}</h4><ul>{links(R[:7])}</ul></div><div id="ctl00_footer"><p>{F(texts.LEGAL[2])}</p></div></form></body></html>""", title=t, date="2025-05-21", outlet="Steppe Monitor")


def microdata():
    t, s, p = story(5)
    return dict(html=f"""{head(t)}<body itemscope itemtype="https://schema.org/WebPage"><div class="topline">{links(texts.NAV, '<a href="/">{}</a>')}</div><div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="2025-07-19T19:00:00+03:00"><meta itemprop="dateModified" content="2025-07-20T08:00:00+03:00"><div itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" content="Desert Wire"></div>
<h1 itemprop="headline">{t}</h1><div itemprop="description">{A(s)}</div><div itemprop="articleBody">{paras(p[:4])}</div><div class="mid-promo"><p>{F(texts.PROMO[0])}</p><a href="/s">{F('Give now')}</a></div><div itemprop="articleBody">{paras(p[4:])}</div>
<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><p itemprop="text">{F(C[1][1])}</p></div><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><p itemprop="text">{F(C[2][1])}</p></div></div><div class="end">{each('<p>{}</p>', texts.LEGAL, F)}</div></body></html>""", title=t, date="2025-07-19", outlet="Desert Wire")


def xhtml_uppercase():
    t, s, p = story(1)
    return dict(html=f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE HTML><HTML XMLNS="http://www.w3.org/1999/xhtml"><HEAD><META CHARSET="UTF-8"/><TITLE>{t}</TITLE><META PROPERTY="og:site_name" CONTENT="Hill Gazette"/><META NAME="DC.Date" CONTENT="2025-06-02"/></HEAD><BODY><DIV ID="HEADER"><UL>{links(texts.NAV, '<LI><A HREF="/">{}</A></LI>')}</UL></DIV><DIV ID="MAINCOL"><H1>{t}</H1><P CLASS="INTRO">{A(s)}</P>{paras(p, 'P')}</DIV><DIV ID="SIDECOL"><H3>{F('Elsewhere')}</H3><UL>{links(R[:6], '<LI><A HREF="/">{}</A></LI>')}</UL></DIV><DIV ID="FOOTER">{F(texts.LEGAL[1])}</DIV></BODY></HTML>""", title=t, date="2025-06-02", outlet="Hill Gazette")


def disqus_long():
    """A Disqus thread written into the page by a crawler, five times as long as a short story."""
    t, s, p = story(8)
    p = p[:4]
    thread = "".join(f"<li class='post'><div class='post-content'><header><span class='post-byline'>{F(a)}</span></header><div class='post-message'><p>{F(x)}</p></div></div></li>" for a, x in C * 2)
    return dict(html=f"""{head(t + ' :: Marenne Bulletin', "<meta property='og:site_name' content='Marenne Bulletin'><meta property='article:published_time' content='2025-03-09T13:05:00+01:00'>")}
<body><div class="container"><div class="navbar">{links(texts.NAV, '<a href="/">{}</a>')}</div><div class="row"><div class="col-md-8"><h1>{t}</h1><div class="news-text">{paras(p)}</div><div id="disqus_thread"><div id="layout"><ul id="post-list" class="post-list">{thread}</ul></div></div></div><div class="col-md-4"><div class="panel">{links(R, '<p><a href="/">{}</a></p>')}</div></div></div><div class="bottom">{F(texts.LEGAL[0])}</div></div></body></html>""", title=t, date="2025-03-09", outlet="Marenne Bulletin")


def gdpr_modal_bottom():
    t, s, p = story(0)
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Orrin Mail'><meta property='og:url' content='https://orrin.example/news/2025/02/11/ferry-back'>")}
<body class="modal-open"><div class="layout"><div class="layout-top">{links(texts.NAV, '<a href="/">{}</a>')}</div><div class="layout-main"><div class="text-content"><h1>{t}</h1><p class="subtitle">{A(s)}</p>{paras(p)}</div></div></div><div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk" role="alertdialog"><div id="onetrust-policy"><h2>{F('Your choices')}</h2>{each('<p>{}</p>', texts.COOKIES, F)}</div></div></div><div id="qc-cmp2-container"><div class="qc-cmp2-summary"><p>{F(texts.COOKIES[0])}</p></div></div><div class="usercentrics"><div>{F(texts.COOKIES[2])}</div><span>{F('Agree and close')}</span></div></body></html>""", title=t, date="2025-02-11", outlet="Orrin Mail")


def sections_of_text():
    """The text in many sections, one for each crosshead, with advertising between them."""
    t, s, p = story(2)
    heads = ["What was on the table", "Who wants what", "The figures", "What comes next"]
    parts = "".join(f"<section class='chapter'><h2>{A(h)}</h2>{paras(p[2 * i:2 * i + 2])}</section><div class='slot'><p>{F('Advertisement')}</p></div>" for i, h in enumerate(heads))
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='River Quarterly'><meta property='article:published_time' content='2025-04-05T06:00:00+02:00'>")}
<body><header><a href="/">{F('River Quarterly')}</a><nav>{links(texts.NAV)}</nav></header><div class="longread"><div class="opening"><h1>{t}</h1><p class="standfirst">{A(s)}</p></div>{parts}<div class="about-the-author"><h4>{F('About the author')}</h4><p>{F(texts.BIO[0])} {F(texts.BIO[1])}</p></div></div><div class="more-like-this">{links(R[:6], '<div class="tile"><a href="/"><h3>{}</h3></a><p>By our staff</p></div>')}</div><footer>{each('<p>{}</p>', texts.LEGAL, F)}</footer></body></html>""", title=t, date="2025-04-05", outlet="River Quarterly")


def paywall_teaser():
    """Two paragraphs and a wall; nothing more is there."""
    t, s, p = story(7)
    return dict(html=f"""{head(t + ' | Lakeside', "<meta property='og:site_name' content='Lakeside'><meta property='article:published_time' content='2025-09-29T04:00:00+03:00'>")}
<body><header><nav>{links(texts.NAV)}</nav></header><main><article><header><h1>{t}</h1></header><div class="article__content article__content--truncated">{paras(p[:2])}</div><div class="piano-offer"><h2>{F('This story is for subscribers')}</h2><p>{F(texts.PROMO[1])}</p><p>{F(texts.PROMO[0])}</p><ul><li>{F('Unlimited access to all stories')}</li><li>{F('Cancel whenever you like')}</li></ul><a href="/b">{F('See offers')}</a> <a href="/l">{F('Sign in')}</a></div></article></main><footer>{each('<p>{}</p>', texts.LEGAL, F)}</footer></body></html>""", title=t, date="2025-09-29", outlet="Lakeside")


def live_list_items():
    """A live blog in list items, time in a span, the day in headings, newest first."""
    t = "Storm updates from the coast"
    entries, out, day_before = [], "", None
    names = {"2025-03-15": "Saturday 15 March 2025", "2025-03-14": "Friday 14 March 2025"}
    for day, clock, h, ps in texts.LIVE[::-1]:
        if day != day_before:
            out += ("</ul>" if day_before else "") + f"<h2 class='day'>{N(names[day])}</h2><ul class='ticker'>"
            day_before = day
        out += f"<li class='ticker-item'><span class='ticker-time'>{N(clock)}</span><div class='ticker-text'><strong>{A(h)}</strong>{paras(ps)}</div></li>"
        entries.append((day, clock, plain(ps[0])))
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Coast Ticker'><meta property='article:published_time' content='2025-03-14T07:00:00+01:00'>")}
<body><div class="hdr"><ul>{links(texts.NAV)}</ul></div><div class="mainpart"><h1>{t}</h1><p>{A('Our reporters follow the storm through the night and into the morning.')}</p>{out}</ul></div><div class="ftr">{F(texts.LEGAL[0])}</div></body></html>""", title=t, date="2025-03-14", outlet="Coast Ticker", entries=entries)


def live_relative():
    """Times as ages for the reader; the true ones stand in datetime."""
    t = "Live: red warning on the north coast"
    entries, out = [], ""
    ages = ["2m ago", "6h ago", "9h ago", "13h ago", "15h ago", "18h ago", "20h ago", "22h ago", "23h ago"]
    for age, (day, clock, h, ps) in zip(ages, texts.LIVE[::-1]):
        out += f"""<div id='block-{clock}' class='dcr-live-block'><header><a href='#b'><time datetime='{day}T{clock}:00.000+01:00' data-relativeformat='med'>{N(age)}</time></a><h2>{A(h)}</h2></header><div class='block-elements'>{paras(ps)}</div><footer class='block-footer'>{links(['Share', 'Copy link'], '<a href="#">{}</a>')}</footer></div>"""
        entries.append((day, clock, plain(ps[0])))
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='The Lookout'><meta property='article:published_time' content='2025-03-14T06:20:00.000+01:00'><meta property='article:modified_time' content='2025-03-15T07:00:00.000+01:00'>")}
<body><nav>{links(texts.NAV)}</nav><main><div class="headline"><h1>{t}</h1></div><div class="key-events"><h2>{F('Key events')}</h2><ul>{links([x[2] + ' now' for x in texts.LIVE[:4]])}</ul></div><div class="live-feed">{out}</div><div class="pages"><a href="?p=2">{F('Older posts')}</a></div></main><footer>{each('<p>{}</p>', texts.LEGAL[:2], F)}</footer></body></html>""", title=t, date="2025-03-14", outlet="The Lookout", entries=entries)


def live_strong_times():
    """Paragraphs that open with the clock in bold, newest first."""
    t = "Night of the storm, hour by hour"
    entries, out = [], ""
    for day, clock, h, ps in texts.LIVE[6::-1]:
        c = clock.replace(":", ".")
        out += f"<p><strong>{N(c + ' CET')}</strong> {A(ps[0])}</p>" + paras(ps[1:])
        entries.append((day, clock, plain(ps[0])))
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Harbour FM'><meta property='article:published_time' content='2025-03-14T07:05:00+01:00'>")}
<body><nav>{links(texts.NAV)}</nav><article><h1>{t}</h1>{out}</article><footer>{F(texts.LEGAL[2])}</footer></body></html>""", title=t, date="2025-03-14", outlet="Harbour FM", entries=entries)


def utf16_bom_against_meta():
    t, p, f = texts.OTHER["pl"]
    page = f"""<!DOCTYPE html><html lang="pl"><head><meta charset="iso-8859-2"><title>{t}</title><meta property="og:site_name" content="Głos Zaręby"><meta property="article:published_time" content="2025-04-11T18:00:00+02:00"></head><body><header>{links(f[:4], '<a href="/">{}</a>')}</header><article><h1>{t}</h1>{paras(p)}<p><a href="/x">{F(f[4])}</a></p></article><section id="komentarze"><h2>{F(f[5])}</h2>{each('<div class="k"><p>{}</p><a href="#">Odpowiedz</a></div>', f[6:8], F)}</section><footer>{F(f[9])}</footer><div class="rodo"><p>{F(f[10])}</p></div></body></html>"""
    return dict(html=page, title=t, date="2025-04-11", outlet="Głos Zaręby", encoding="utf-16")


def utf8_bom_against_1251():
    t, p, f = texts.OTHER["ru"]
    page = f"""<!DOCTYPE html><html lang="ru"><head><title>{t}</title><meta http-equiv="content-type" content="text/html; charset=windows-1251"><meta property="og:site_name" content="Левый берег"><meta property="article:published_time" content="2024-11-18T12:00:00+03:00"></head><body><div class="header">{links(f[:4], '<a href="/">{}</a>')}</div><div class="article"><h1>{t}</h1><div class="article__text">{paras(p)}</div><div class="article__more"><a href="/">{F(f[4])}</a></div></div><div class="article-comments">{each('<div class="c-item"><div class="c-item__text">{}</div></div>', f[6:8], F)}</div><div class="cookie-popup">{F(f[10])}</div><div class="footer">{F(f[9])}</div></body></html>"""
    return dict(html=page, title=t, date="2024-11-18", outlet="Левый берег", encoding="utf-8-sig")


def undeclared_cyrillic():
    """windows-1251 without a word about it."""
    t, p, f = texts.OTHER["ru"]
    page = f"""<html><head><title>{t}</title></head><body><table width=100%><tr><td>{links(f[:4], '<a href="/">{}</a> ')}</td></tr><tr><td><h1>{t}</h1><p>{N('18.11.2024')}</p>{paras(p)}</td></tr><tr><td><small>{F(f[9])}</small></td></tr></table></body></html>"""
    return dict(html=page, title=t, date="2024-11-18", outlet="", encoding="cp1251")


def late_meta():
    """The character set stands after 3 kB of head: French in ISO-8859-15."""
    t, p, f = texts.OTHER["fr"]
    filler = "".join(f"<link rel='alternate' hreflang='x{i}' href='https://port.example/x{i}/article-du-jour-numero-{i}'>" for i in range(40))
    page = f"""<!DOCTYPE html><html lang="fr"><head><title>{t}</title>{filler}<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15"><meta property="og:site_name" content="L'Écho de Port-Avel"><meta property="article:published_time" content="2025-04-26T17:45:00+02:00"></head>
<body><div class="entete"><ul>{links(f[:4])}</ul></div><div class="contenu"><h1>{t}</h1><div class="texte-article">{paras(p)}</div><p><a href="/g">{F(f[4])}</a></p></div><div class="reactions"><h3>{F(f[5])}</h3>{each('<div class="reaction"><p>{}</p><a href="#">Répondre</a></div>', f[6:8], F)}</div><div class="pied">{F(f[9])}</div></body></html>""".replace("’", "'")
    return dict(html=page, title=t.replace("’", "'"), date="2025-04-26", outlet="L'Écho de Port-Avel", encoding="iso-8859-15")


def transcript():
    """An interview: short questions in bold, answers in prose; a speaker's name before each."""
    t = "“Nothing is what we had hoped for”: an interview with the barrier's keeper"
    turns = [
        ("You closed the gates at 21:14. What was in your mind?", "Mostly that I had left my sandwiches in the car. You plan for that moment for ten years, and then it is a green light on a panel and somebody says: they have met."),
        ("Were you afraid?", "Not of the sea. I was afraid of the hinge on the left side, because in the test in May it had stuck for forty seconds, and forty seconds is long when six people look at you."),
        ("And the people in Oosthaven?", "We could not help them. The barrier ends where it ends. I have been to every house there since, and not one of them shouted at me. I would have understood it if they had."),
        ("How often will you have to do it again?", "The plan says once in three years. My own guess is once a winter before my daughter leaves school."),
        ("What would you change?", "The stairs. There are 212 of them, and the lift was saved from the budget."),
    ]
    body = "".join(f"<p><strong>{A(q)}</strong></p><p>{A('Dijkstra: ' + a)}</p>" for q, a in turns)
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='The Estuary Review'><meta name='publish-date' content='2025-03-22'>")}
<body><nav>{links(texts.NAV)}</nav><div id="primary"><h1>{t}</h1><div class="interview-text">{body}</div><p class="note">{N('The interview was shortened.')}</p></div><div id="secondary"><h3>{F('Popular')}</h3><ul>{links(R[:8])}</ul></div><footer>{F(texts.LEGAL[0])}</footer></body></html>""", title=t, date="2025-03-22", outlet="The Estuary Review")


def teasers_with_prose():
    """Below the story, twelve teasers of three lines of prose each, together longer than the story."""
    t, s, p = story(3)
    from itertools import cycle
    pool = cycle([plain(x) for st in (0, 4, 7, 8) for x in story(st)[2]])
    cards = "".join(f"<div class='item'><img><h3><a href='/s'>{F(r)}</a></h3><p>{F(next(pool))}</p><span>{F('2 days ago')}</span></div>" for r in R[:12])
    return dict(html=f"""{head(t, f'<meta property="og:title" content="{t}"><meta property="og:site_name" content="Bakai Road"><meta property="article:published_time" content="2025-05-21T11:00:00+06:00">')}
<body><div class="w"><div class="t">{links(texts.NAV, '<a href="/">{}</a>')}</div><div class="m"><h1>{t}</h1><div class="d">{N('21 May 2025, 11:00')}</div><div class="x">{paras(p)}</div></div><div class="l"><h2>{F('From the region')}</h2>{cards}</div><div class="f">{F(texts.LEGAL[0])}</div></div></body></html>""", title=t, date="2025-05-21", outlet="Bakai Road")


def tag_soup_js_redux():
    """Nothing on the page but state: the text only in application/json, as blocks of HTML."""
    t, s, p = story(1)
    data = {"app": {"user": None, "menu": [{"label": x, "href": "/"} for x in texts.NAV]}, "story": {"headline": t, "blocks": [{"kind": "text", "html": "<p>" + A(x) + "</p>"} for x in p], "more": [{"headline": r} for r in R]}}
    return dict(html=f"""{head(t, f'<meta property="og:title" content="{t}"><meta property="og:site_name" content="Arla Valley"><meta property="article:published_time" content="2025-06-02T09:00:00+02:00">')}<body><div id="app"></div><noscript>{F('You need to enable JavaScript to run this app.')}</noscript>{script('application/json', data)}</body></html>""", title=t, date="2025-06-02", outlet="Arla Valley")


def main_with_rails():
    """<main> holds the story, both rails and the comments; no <article>."""
    t, s, p = story(5)
    return dict(html=f"""{head(t, script("application/ld+json", [{"@type": "BreadcrumbList"}, {"@type": ["NewsArticle", "Article"], "headline": t, "datePublished": "2025-07-19T21:00:00+0300", "author": [{"@type": "Person", "name": "Rim Saleh"}], "publisher": {"name": "Qasr Report"}}]))}
<body><div role="navigation">{links(texts.NAV, '<a href="/">{}</a>')}</div><main><div class="grid"><div class="grid__left"><h3>{F('Trending')}</h3><ol>{links(R[:5])}</ol></div><div class="grid__mid"><h1>{t}</h1><p><em>{A(s)}</em></p>{paras(p)}<p>{F('Follow us on')} <a href="/tg">{F('Telegram')}</a></p><div class="discussion"><h2>{F('Discussion')}</h2>{each('<div class="entry"><p>{}</p></div>', [c[1] for c in C], F)}</div></div><div class="grid__right"><h3>{F('Opinion')}</h3>{each('<p>{}</p>', [x + ', writes our columnist in a piece that you can read in full.' for x in R[5:8]], F)}</div></div></main><footer>{F(texts.LEGAL[0])}</footer></body></html>""", title=t, date="2025-07-19", outlet="Qasr Report")


def definition_and_pre():
    """An agency's wire page: the text in <pre>, wrapped at 70 characters."""
    import textwrap
    t, s, p = story(8)
    wire = "\n\n".join("\n".join(textwrap.wrap(x, 70)) for x in bare(p))
    return dict(html=f"""<html><head><title>{t}</title><meta name="date" content="2025-03-09"></head><body><table><tr><td>{links(texts.NAV[:5], '[<a href="/">{}</a>] ')}</td></tr></table><h2>{t}</h2><pre>{A(wire)}</pre><hr><address>{F('Wire desk, 14 Quay Street')}</address></body></html>""", title=t, date="2025-03-09", outlet="")


def frameset_noframes():
    t, s, p = story(0)
    return dict(html=f"""<html><head><title>{t}</title></head><frameset cols="20%,80%"><frame src="menu.htm"><frame src="main.htm"><noframes><body><h1>{t}</h1>{paras(p)}<p><a href="index.htm">{F('Back')}</a></p></body></noframes></frameset></html>""", title=t, date="", outlet="")


def collapsed_story():
    """The second half of the story is folded behind "read more" by style sheet; a slideshow of captions stands on top."""
    t, s, p = story(4)
    slides = "".join(f"<li class='slide'><img><p class='slide-caption'>{F(c)}</p><p class='slide-credit'>{F(k)}</p></li>" for c, k in texts.CAPTIONS)
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Tista Times'><meta name='sailthru.date' content='Thu, 09 Jan 2025 14:00:00 +0100'>")}
<body><header class="header">{links(texts.NAV, '<a href="/">{}</a>')}</header><section class="story-page"><h1>{t}</h1><div class="gallery"><ul class="slides">{slides}</ul></div><div class="story-text">{paras(p[:3])}</div><button class="expand">{F('Read more')}</button><div class="story-text story-text--collapsed" aria-expanded="false">{paras(p[3:])}</div><div class="topics"><span>{F('Topics:')}</span> {links(['Courts', 'Rivers', 'Halden'], '<a href="/t">{}</a>, ')}</div></section><section class="section-list"><h2>{F('Latest from Halden')}</h2>{links(R[:6], '<article><h3><a href="/">{}</a></h3></article>')}</section><footer>{each('<p>{}</p>', texts.LEGAL, F)}</footer></body></html>""", title=t, date="2025-01-09", outlet="Tista Times")


SHAPES = [wordpress_block_theme, chorus, public_broadcaster, aspnet_form, microdata, xhtml_uppercase, disqus_long, gdpr_modal_bottom,
          sections_of_text, paywall_teaser, live_list_items, live_relative, live_strong_times, utf16_bom_against_meta,
          utf8_bom_against_1251, undeclared_cyrillic, late_meta, transcript, teasers_with_prose, tag_soup_js_redux,
          main_with_rails, definition_and_pre, frameset_noframes, collapsed_story]
