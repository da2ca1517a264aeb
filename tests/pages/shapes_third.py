"""Harder shapes, written after the others had been looked at."""

import texts
from marks import A, F, N, bare, each, ld, links, paras, plain, script, story
from shapes_odd import head

C = texts.COMMENTS
R = texts.RELATED


def facts(index, site, when, extra=""):
    t = story(index)[0]
    return head(t + " | " + site, f"<meta property='og:title' content='{t}'><meta property='og:site_name' content='{site}'><meta property='article:published_time' content='{when}'>{extra}")


def logo_is_h1():
    """The site's name is the <h1>, the headline an <h2>."""
    t, s, p = story(0)
    return dict(html=f"""{facts(0, 'The Ferry Post', '2025-02-11T10:00:00+01:00')}<body><div id="head"><h1><a href="/">The Ferry Post</a></h1><ul>{links(texts.NAV)}</ul></div><div id="c1"><div class="kick">{N('Transport')}</div><h2>{t}</h2><div class="who">{N('Ann Roe')}</div>{paras(p)}</div><div id="c2"><h3>{F('Also on our pages')}</h3>{links(R[:6], '<p><a href="/">{}</a></p>')}</div></body></html>""", title=t, date="2025-02-11", outlet="The Ferry Post")


def headline_outside():
    """Headline and standfirst stand in a hero far above; the text in a grid with rails on both sides that hold prose."""
    t, s, p = story(1)
    rail = each("<div class='blk'><b>{}</b></div>", R[:3], F) + each("<div class='blk'><p>{}</p></div>", [plain(x) for x in story(8)[2][:3]], F)
    return dict(html=f"""{facts(1, 'Castellar Diari', '2025-06-02T08:00:00+02:00')}<body><nav>{links(texts.NAV)}</nav><div class="hero"><img><div class="hero-in"><h1>{t}</h1><p>{A(s)}</p></div></div><div class="grid"><div class="rail-l">{rail}</div><div class="mid">{paras(p)}</div><div class="rail-r">{rail}</div></div><div class="end">{F(texts.LEGAL[1])}</div></body></html>""", title=t, date="2025-06-02", outlet="Castellar Diari")


def one_comment():
    t, s, p = story(2)
    return dict(html=f"""{facts(2, 'Brod Journal', '2025-04-04')}<body><div class="p"><h1>{t}</h1><div class="b">{paras(p)}</div><div id="reader-box"><h4>{F('1 comment')}</h4><div><b>{F(C[0][0])}</b><p>{F(C[0][1])}</p><a href="#">{F('Reply')}</a></div></div></div></body></html>""", title=t, date="2025-04-04", outlet="Brod Journal")


def comments_without_reply():
    """Comments in a list with avatars and votes, no heading that names them, no link to answer."""
    t, s, p = story(3)
    said = "".join(f"<li><img src='u{i}.png'><strong>{F(a)}</strong> <span>{F('21 May 2025 at 1' + str(i) + ':05')}</span><p>{F(x)}</p><span>{F('+' + str(i))}</span></li>" for i, (a, x) in enumerate(C))
    return dict(html=f"""{facts(3, 'Karasu Voice', '2025-05-21T07:00:00+06:00')}<body><header>{links(texts.NAV)}</header><article><h1>{t}</h1>{paras(p)}</article><section id="opinions"><h3>{F('What our readers say')}</h3><ol>{said}</ol></section></body></html>""", title=t, date="2025-05-21", outlet="Karasu Voice")


def comments_in_article():
    """The comments stand inside <article>, in a section whose id says so only in part."""
    t, s, p = story(4)
    said = "".join(f"<div class='coral-item'><span>{F(a)}</span><div>{F(x)}</div><button>{F('Respect')}</button><button>{F('Reply')}</button></div>" for a, x in C)
    return dict(html=f"""{facts(4, 'Halden Nytt', '2025-01-09T13:00:00+01:00')}<body><header>{links(texts.NAV)}</header><article><h1>{t}</h1>{paras(p)}<section id="coral-stream"><h2>{F('Conversation')}</h2>{said}</section></article></body></html>""", title=t, date="2025-01-09", outlet="Halden Nytt")


def short_brief():
    """A brief of two sentences among much else."""
    t, s, p = story(5)
    return dict(html=f"""{facts(5, 'Gulf Brief', '2025-07-19T20:00:00+03:00')}<body><nav>{links(texts.NAV)}</nav><main><h1>{t}</h1><p>{A(plain(p[0]))}</p><div class="news-list">{links(R, '<div class="n"><a href="/"><h3>{}</h3></a></div>')}</div></main><footer>{each('<p>{}</p>', texts.LEGAL, F)}</footer></body></html>""", title=t, date="2025-07-19", outlet="Gulf Brief")


def spans_as_paragraphs():
    t, s, p = story(6)
    return dict(html=f"""{facts(6, 'Surge Daily', '2025-03-17T06:00:00+01:00')}<body><div><span>{links(texts.NAV, '<a href="/">{}</a>')}</span></div><div><h1>{t}</h1><div>{''.join('<span style="display:block">' + A(x) + '</span><br>' for x in p)}</div></div><div><span>{F(texts.LEGAL[0])}</span></div></body></html>""", title=t, date="2025-03-17", outlet="Surge Daily")


def drop_cap_and_inline():
    """A first letter of its own, small capitals, footnote signs, abbreviations, inline styles."""
    t, s, p = story(7)
    first = plain(p[0])
    return dict(html=f"""{facts(7, 'Nyara Standard', '2025-09-29T06:00:00+03:00')}<body><div class="o"><h1>{t}</h1><p class="first"><span class="dropcap">{A('<b>' + first[0] + '</b>' + first[1:])}</span></p>{paras(p[1:], 'p', ' style="margin:0"')}</div><div class="links">{links(R[:5], '<a href="/">{}</a><br>')}</div></body></html>""", title=t, date="2025-09-29", outlet="Nyara Standard")


def key_points():
    """A summary in bullets above the text belongs to it; a box of numbers in <aside> within is kept or not."""
    t, s, p = story(8)
    return dict(html=f"""{facts(8, 'Marenne Nouvelles', '2025-03-09T11:00:00+01:00')}<body><header><nav>{links(texts.NAV)}</nav></header><main><article><h1>{t}</h1><ul class="summary">{each('<li>{}</li>', ['Turnout was 31 per cent by noon, seven points more than last time.', 'Two candidates want a bridge over the river, in different places.'], A)}</ul><div class="prose">{paras(p)}</div><aside><h3>{N('In numbers')}</h3><p>{N('86,000 voters, 74 stations, two rounds.')}</p></aside></article></main></body></html>""", title=t, date="2025-03-09", outlet="Marenne Nouvelles")


def photo_story():
    """Pictures between all paragraphs, the credit in a div of its own after each."""
    t, s, p = story(9)
    out = "".join(f"<p>{A(x)}</p><div class='img-wrap'><img alt='x'><div class='img-text'>{F(texts.CAPTIONS[i % 3][0])}</div><div class='img-copyright'>{F('© ' + texts.CAPTIONS[i % 3][1])}</div></div>" for i, x in enumerate(p))
    return dict(html=f"""{facts(9, 'Seedorf Blatt', '2025-02-20T12:00:00+01:00')}<body><nav>{links(texts.NAV)}</nav><article><h1>{t}</h1>{out}</article></body></html>""", title=t, date="2025-02-20", outlet="Seedorf Blatt")


def ad_texts():
    """Advertorials and shop links between paragraphs in anonymous divs."""
    t, s, p = story(0)
    ad = f"<div class='x9'><a href='https://shop.example'><img><span>{F('Rain jackets from 39 crowns at your outdoor shop in Dalby. Order today and pay in thirty days.')}</span></a></div>"
    return dict(html=f"""{facts(0, 'Kestle Today', '2025-02-11T09:00:00+01:00')}<body><nav>{links(texts.NAV)}</nav><div class="z"><h1>{t}</h1><div class="y">{paras(p[:2])}{ad}{paras(p[2:5])}{ad}<div class="x8">{F('ADVERTISEMENT - CONTINUE READING BELOW')}</div>{paras(p[5:])}</div></div></body></html>""", title=t, date="2025-02-11", outlet="Kestle Today")


def updates_and_corrections():
    t, s, p = story(2)
    return dict(html=f"""{facts(2, 'Sava Times', '2025-04-04T18:00:00+02:00')}<body><nav>{links(texts.NAV)}</nav><main><h1>{t}</h1><div class="meta">{N('By Petra Novak and Ivan Matic')} · {N('Published Apr 4, 2025 18:00 · Updated 2 hours ago')} · {N('4 min read')}</div><div class="text">{paras(p)}<p><em>{N('Correction, 5 April: an earlier version gave the wrong year for the rules.')}</em></p><p>{N('Reporting by Petra Novak; editing by Jo Hill')}</p></div></main></body></html>""", title=t, date="2025-04-04", outlet="Sava Times")


def live_cards():
    """Live blog in cards with a pinned summary, a byline's time and an advertisement between; times with seconds in UTC, shown in local time."""
    t = "Coast storm: minute by minute"
    entries, out = [], ""
    for i, (day, clock, h, ps) in enumerate(texts.LIVE[::-1]):
        hour, minute = map(int, clock.split(":"))
        utc_day = day if hour > 0 else "2025-03-14"
        utc = f"{utc_day}T{(hour - 1) % 24:02d}:{minute:02d}:11Z"
        ad = f"<div class='adunit'>{F('Advertisement')}</div>" if i % 3 == 2 else ""
        out += f"<section class='card'><div class='card-h'><time datetime='{utc}'>{N(clock)}</time></div><h3>{A(h)}</h3>{paras(ps)}<p class='sig'>{N('Ina Holm')}</p></section>{ad}"
        entries.append((day, clock, plain(ps[0])))
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Dalby Live'><meta property='article:published_time' content='2025-03-14T05:30:00Z'>")}<body><nav>{links(texts.NAV)}</nav><main><h1>{t}</h1><div class="by">{N('Ina Holm')} <time datetime="2025-03-14T05:30:00Z">{N('14 March 2025, 06:30')}</time></div><div class="sum"><h2>{A('The story so far')}</h2><ul>{each('<li>{}</li>', ['Two people were injured by falling roofs.', 'The barrier at Port Elsing held.'], A)}</ul></div><div class="cards">{out}</div></main><footer>{F(texts.LEGAL[0])}</footer></body></html>""", title=t, date="2025-03-14", outlet="Dalby Live", entries=entries)


def live_am_pm():
    """Twelve-hour clocks, the time below the heading, oldest first."""
    t = "How the storm unfolded"
    entries, out = [], ""
    for day, clock, h, ps in texts.LIVE[:7]:
        hour, minute = map(int, clock.split(":"))
        shown = f"{(hour - 1) % 12 + 1}:{minute:02d} {'a.m.' if hour < 12 else 'p.m.'}"
        out += f"<div class='update'><h3>{A(h)}</h3><div class='when'>{N(shown + ' ET')}</div>{paras(ps)}</div>"
        entries.append((day, clock, plain(ps[0])))
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Orme Ledger'><meta property='article:published_time' content='2025-03-14T06:30:00-04:00'>")}<body><nav>{links(texts.NAV)}</nav><article><h1>{t}</h1>{out}</article><footer>{F(texts.LEGAL[0])}</footer></body></html>""", title=t, date="2025-03-14", outlet="Orme Ledger", entries=entries)


def live_table():
    """A chronicle in a table: the clock in the first cell."""
    t = "Chronicle of a storm"
    entries, out = [], ""
    for day, clock, h, ps in texts.LIVE[:7]:
        out += f"<tr><td class='t'>{N(clock)}</td><td>{paras(ps)}</td></tr>"
        entries.append((day, clock, plain(ps[0])))
    return dict(html=f"""{head(t, "<meta property='og:site_name' content='Harbour Log'><meta property='article:published_time' content='2025-03-14T06:30:00+01:00'>")}<body><div>{links(texts.NAV, '<a href="/">{}</a>')}</div><h1>{t}</h1><table>{out}</table></body></html>""", title=t, date="2025-03-14", outlet="Harbour Log", entries=entries)


def times_in_prose():
    """No live blog: paragraphs that begin with times, as a chronology inside a report does now and then."""
    t, s, p = story(6)
    return dict(html=f"""{facts(6, 'Elsing Review', '2025-03-17T08:00:00+01:00')}<body><nav>{links(texts.NAV)}</nav><article><header><h1>{t}</h1><time datetime="2025-03-17T08:00:00+01:00">{N('17 March 2025, 08:00')}</time> <time datetime="2025-03-17T09:30:00+01:00">{N('updated 09:30')}</time></header>{paras(p)}</article></body></html>""", title=t, date="2025-03-17", outlet="Elsing Review")


def spanish_div():
    t = "Reabre el puente de Almara tras cinco meses de obras"
    p = ["El puente de Almara reabrió el lunes al tráfico después de cinco meses de obras, informó el ayuntamiento. Los primeros vehículos cruzaron a las seis de la mañana, media hora antes de lo previsto.",
         "Las obras costaron 2,3 millones de euros y obligaron a desviar el tráfico por Villasierra, lo que alargaba el trayecto al hospital en unos veinte minutos.",
         "«Hemos perdido la mitad de la clientela, pero hoy han vuelto los camiones», dijo Carmen Rueda, dueña de una cafetería junto a la rampa norte.",
         "El alcalde, Tomás Pardo, anunció que en otoño se instalará un carril para bicicletas y que el límite de velocidad será de treinta kilómetros por hora."]
    return dict(html=f"""<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>{t} - El Faro de Almara</title><meta property="og:site_name" content="El Faro de Almara"><meta property="og:title" content="{t}"><meta name="DC.date.issued" content="2025-05-05T07:10:00+02:00"></head><body><div class="cabecera">{links(['Portada', 'Local', 'Deportes', 'Opinión'], '<a href="/">{}</a>')}</div><div class="noticia"><h1>{t}</h1><div class="cuerpo">{paras(p[:2])}<div class="relacionadas"><p>{F('Noticias relacionadas')}</p><ul>{links(['Cortes de agua en el centro', 'El mercado cambia de horario'])}</ul></div>{paras(p[2:])}</div><div class="comentarios"><h4>{F('Comentarios')}</h4>{each('<div class="c"><p>{}</p><a href="#">Responder</a></div>', ['Ya era hora, llevábamos meses dando la vuelta por Villasierra con los niños en el coche.', 'El carril de bicicletas no hace falta, lo que hace falta es aparcamiento.'], F)}</div></div><div class="pie">{F('Todos los derechos reservados. Aviso legal y política de privacidad.')}</div><div id="aviso"><p>{F('Utilizamos cookies propias y de terceros para analizar el uso de la página y mostrarle publicidad. Puede aceptar todas las cookies o configurarlas.')}</p><button>{F('Aceptar')}</button></div></body></html>""", title=t, date="2025-05-05", outlet="El Faro de Almara")


def japanese():
    t = "北見港の防波堤、復旧工事が完了"
    p = ["北見港で昨年の高波により損傷した防波堤の復旧工事が二十日に完了し、県が関係者に公開した。工事には約十一か月を要し、総額は十八億円だった。",
         "漁業協同組合の佐藤健一組合長は「これで冬も安心して船を出せる」と話した。港には約百二十隻の漁船が所属している。",
         "県によると、新しい防波堤は高さ七メートルで、以前より一メートル半高い。来年度には南側の延長工事も予定されている。"]
    return dict(html=f"""<!DOCTYPE html><html lang="ja"><head><meta charset="Shift_JIS"><title>{t}</title><meta property="og:site_name" content="北見新報"><meta property="article:published_time" content="2025-06-20T18:00:00+09:00"></head><body><div class="gnav"><ul>{links(['ホーム', '社会', '経済', 'スポーツ'])}</ul></div><div class="kiji"><h1>{t}</h1><div class="honbun">{paras(p)}</div></div><div class="kanren"><h2>{F('関連記事')}</h2><ul>{links(['港まつり、来月開催', '新しい市場の計画'])}</ul></div><div class="chosaku">{F('無断転載を禁じます')}</div></body></html>""", title=t, date="2025-06-20", outlet="北見新報", encoding="cp932")


def koi8_undeclared():
    t, p, f = texts.OTHER["ru"]
    return dict(html=f"""<html><head><title>{t}</title><meta property="og:site_name" content="Тесьма"></head><body><div>{links(f[:4], '<a href="/">{}</a> ')}</div><div><h1>{t}</h1><div>{paras(p)}</div></div><div>{F(f[9])}</div></body></html>""", title=t, date="", outlet="Тесьма", encoding="koi8-r")


def cut_utf8():
    """UTF-8 that was cut in the middle of a letter and holds a stray byte of another encoding."""
    t, p, f = texts.OTHER["fr"]
    return dict(html=f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{t}</title><meta property="og:site_name" content="Port-Avel Matin"><meta property="article:published_time" content="2025-04-26"></head><body><article><h1>{t}</h1>{paras(p)}</article><footer>{F(f[9])} \udce9</footer></body></html>""", title=t, date="2025-04-26", outlet="Port-Avel Matin", encoding="surrogate")


def aggregator_frame():
    """A syndication partner: the story in a nested <main>/<article> pair with an outlet's line and "continue reading" at the end."""
    t, s, p = story(1)
    return dict(html=f"""{facts(1, 'Newsstand', '2025-06-02T10:00:00Z')}<body><div role="main"><div class="feed"><article><header><a href="/p">{N('Castellar Diari')}</a><h1>{t}</h1></header><div class="caas-body">{paras(p)}<p><a href="/src">{F('Continue reading')}</a></p></div></article><article><header><h2><a href="/2">{F(R[0])}</a></h2></header><p>{F(plain(story(2)[2][0]))}</p></article><article><header><h2><a href="/3">{F(R[1])}</a></h2></header><p>{F(plain(story(3)[2][0]))}</p></article></div></div></body></html>""", title=t, date="2025-06-02", outlet="Newsstand")


def email_form_in_lead():
    """Sharing by mail asks for two addresses in a form between headline and text."""
    t, s, p = story(5)
    return dict(html=f"""{facts(5, 'Rahma Relay', '2025-07-19T21:00:00+03:00')}<body><nav>{links(texts.NAV)}</nav><div class="art"><h1>{t}</h1><div class="tools"><form><label>{F('Your address')}</label><input type="email"><label>{F('To')}</label><input type="email"><textarea></textarea><input type="submit" value="Send"></form></div>{paras(p)}</div></body></html>""", title=t, date="2025-07-19", outlet="Rahma Relay")


def sidebar_first():
    """Long sidebar with prose before the text in the source; nothing names it."""
    t, s, p = story(9)
    left = "".join(f"<div><h5>{F(r)}</h5><p>{F(plain(x))}</p></div>" for r, x in zip(R, story(4)[2][:6]))
    return dict(html=f"""{facts(9, 'Velden Nachrichten', '2025-02-20T08:00:00+01:00')}<body><table><tr><td>{left}</td><td><h1>{t}</h1>{paras(p)}</td></tr></table></body></html>""", title=t, date="2025-02-20", outlet="Velden Nachrichten")


def quiz_and_poll():
    t, s, p = story(8)
    return dict(html=f"""{facts(8, 'Vote Watch', '2025-03-09T14:00:00+01:00')}<body><nav>{links(texts.NAV)}</nav><article><h1>{t}</h1>{paras(p[:3])}<div class="poll"><h4>{F('Should the bridge be built?')}</h4><form><label><input type="radio">{F('Yes, at once')}</label><label><input type="radio">{F('No, it is too dear')}</label><button>{F('Vote')}</button></form></div>{paras(p[3:])}</article></body></html>""", title=t, date="2025-03-09", outlet="Vote Watch")


SHAPES = [logo_is_h1, headline_outside, one_comment, comments_without_reply, comments_in_article, short_brief, spans_as_paragraphs,
          drop_cap_and_inline, key_points, photo_story, ad_texts, updates_and_corrections, live_cards, live_am_pm, live_table,
          times_in_prose, spanish_div, japanese, koi8_undeclared, cut_utf8, aggregator_frame, email_form_in_lead, sidebar_first,
          quiz_and_poll]
