"""More invented news and furniture, in the manner of several outlets: (title, standfirst, paragraphs)."""

DRONES = (
    "Drones hit fuel depot outside Verenske as front shifts along the Osk river",
    "Governor says fire at the depot is contained; both armies claim gains near the village of Malo Selo.",
    [
        "A fuel depot on the southern edge of Verenske caught fire before dawn on Tuesday after what the regional governor called an attack by at least nine drones.",
        "Two guards were wounded.",
        "Governor Oleh Tarasko wrote on Telegram that air defences had brought down seven of the drones and that debris from the others set four tanks alight. The claim could not be confirmed independently.",
        "“We heard the engines first, like mopeds, and then the windows went,” said Halyna Moroz, 58, who lives across the road.",
        "On the ground, the general staff reported 46 clashes in 24 hours along the Osk river, half of them near Malo Selo, where it said its troops had “improved their positions” on the eastern bank.",
        "The opposing defence ministry said the reverse: that its forces had taken the village and three farms to the north of it.",
        "<a href='/maps/osk'>Maps published by an independent group</a> showed the centre of Malo Selo as contested on Monday night.",
        "Trains between Verenske and the port of Lyman-on-Sea are delayed by up to five hours, the railway said, and <em>passengers were asked not to come to the station</em>.",
        "Schools will stay closed until Thursday.",
    ],
)
DAM = (
    "Cracks in Tolmin dam prompt evacuation of valley towns",
    "Engineers lower the reservoir by 40 centimetres a day",
    [
        "TOLMIN, Carniola, March 3 - Authorities ordered about 12,000 people to leave four towns in the Tolmin valley on Monday after engineers found cracks in a dam that was filled for the first time last year.",
        "The order covers Lower Tolmin, Brezje, Kal and part of Sela, the civil defence agency said. Buses were leaving from the market square of each town every 20 minutes.",
        "The reservoir behind the 84-metre dam holds 61 million cubic metres of water and was at 93% of capacity when divers saw the cracks on Sunday evening, according to the operator, Carniola Hidro.",
        "\"There is no immediate danger of failure, but we are not going to test that sentence,\" Interior Minister Marko Zupan told a news conference.",
        "Shares in the builder, Novak Gradnje <NVGR.LJ>, fell 14% in early trading.".replace("<NVGR.LJ>", "(NVGR.LJ)"),
        "The dam, which cost 310 million euros, was meant to supply a tenth of the country's electricity. Critics had warned that the rock on its left side was too soft.",
        "A similar dam, in the Ziri gorge, was drained in 2011 after a smaller leak. That took nine weeks.",
        "The government will compensate residents for hotel costs of up to 70 euros a night, Zupan said, adding that the evacuation would last \"days, not weeks\".",
    ],
)
SHIP = (
    "Crew of grounded cargo ship lifted off in gale near Cape Morrow",
    "All 19 sailors are safe, but 900 tons of fuel remain on board.",
    [
        "Helicopters lifted 19 sailors from a cargo ship that had run aground in a gale near Cape Morrow, officials said Saturday, as crews prepared for the possibility that the vessel could break apart.",
        "The Ardent Lily, a 190-meter bulk carrier sailing under the flag of the Marshall Islands, lost power around 2 a.m. and drifted for four hours before it struck a reef half a mile from shore.",
        "“I have done this job for 22 years and I have never seen a hook swing like that,” said Lt. Cmdr. Dana Whitlow, the pilot of the second helicopter.",
        "No one was seriously hurt, though two sailors were treated for hypothermia.",
        "What worries local officials now is the fuel. About 900 tons of heavy oil remain in the ship’s tanks, and <a href='/reef'>the reef shelters one of the last colonies of hooded terns</a> on the coast.",
        "“If she opens up, it’ll be on the beaches in an hour,” said Tom Akana, the mayor of Morrow Bay.",
        "A tug from Port Ellery is expected to arrive Sunday, but forecasters said the wind would not drop before Monday night.",
        "The ship was carrying 38,000 tons of soybeans. Its owner, listed as a company in Piraeus, could not be reached for comment.",
        "It is the third grounding on that stretch of coast since the lighthouse was automated in 2019.",
    ],
)
PRISON = (
    "Hundreds of inmates escape from Kalo prison after night of gunfire",
    "Army units set up roadblocks as governor asks people to stay at home",
    [
        "More than 300 inmates escaped from the central prison in Kalo, in the north of the country, after gunmen attacked its gates on Wednesday night, the justice ministry has said.",
        "At least 11 people were killed, five of them guards.",
        "Residents described hours of gunfire and two large explosions shortly before midnight. Shops and schools stayed closed on Thursday, and soldiers searched vehicles on all roads out of the city.",
        "No group has said that it was behind the attack. Prison officials told our correspondent that about 60 of those who fled had been held on charges linked to the insurgency in the Mandu hills.",
        "The governor, Ibrahim Sallah, imposed a curfew from dusk to dawn and asked people to report strangers.",
        "“My children slept under the bed,” said Mariam Diallo, who sells cloth near the prison wall. “In the morning there were uniforms lying in the street. Empty uniforms.”",
        "The prison was built in 1957 for 240 people and held more than 700.",
        "In July last year, 112 prisoners escaped from a smaller jail in Tessa, some 90 km (56 miles) to the east. Fewer than half have been recaptured.",
    ],
)
GLACIER = (
    "Village buried as glacier collapses in the Orla Alps",
    "The 200 residents had been moved out nine days earlier, but one hiker is missing",
    [
        "A mass of ice, rock and mud has buried most of the village of Blatt in the Orla Alps, nine days after its 200 residents were told to leave with whatever they could carry.",
        "Drone footage shared by the canton showed a grey fan about a mile wide where houses, a church and a sawmill had stood on Wednesday morning. A few roofs could be seen at its edge.",
        "“We have lost our village, but not the people of it,” the mayor, Seraina Caduff, told a news conference, fighting back tears. “The village is under the rubble. We will stand up again.”",
        "One person, a 64-year-old man who was hiking in the area, is missing. A search with a thermal camera was called off at night because <a href='/a'>more of the slope was moving</a>.",
        "Scientists had watched the glacier since mid-May, when cracks in the mountain above began to drop debris on to it. By last weekend it was sliding by ten metres a day.",
        "It is too early to say how far rising temperatures were to blame, said Prof Lukas Imfeld, a glaciologist at the polytechnic. “But permafrost is the glue of these mountains, and the glue is going soft.”",
        "The debris has dammed the river Lonn, and a lake was growing behind it on Thursday. Two villages downstream were put on notice. The army has moved pumps and excavators to the valley.",
    ],
)
AID = (
    "Aid convoy reaches besieged town of Umm Dalal after 14 months",
    "Trucks carried flour, medicine and fuel for 30,000 people as a truce held for a third day.",
    [
        "The first convoy with food and medicine in 14 months has reached the besieged town of Umm Dalal, the United Nations says, as a local truce held for a third day.",
        "The 28 trucks arrived late on Friday after waiting for two days at a checkpoint held by the Eastern Brigades, some 15km (9 miles) from the town.",
        "“Children ran beside the trucks, asking if it was true that there was bread,” said Samira Odeh, who led the convoy.",
        "About 30,000 people are believed to be trapped in Umm Dalal, which has been cut off since paramilitary fighters took the road to the capital in December of the year before last.",
        "Doctors at the only working hospital said last month that 63 children had died of hunger since the start of the year.",
        "The army accused the Brigades of taking four of the trucks. A spokesman for the group rejected the claim as “lies from people who never sent a sack”.",
        "Mediators hope to extend the truce by two weeks. Talks are to resume on Sunday in the port city of Mersa.",
    ],
)
CYCLONE = (
    "Cyclone Nadra makes landfall on Tamaru coast, cutting off islands",
    "",
    [
        "PORT TAMARU (NW) — Cyclone Nadra tore roofs from homes and cut off at least six islands Sunday as it made landfall on the Tamaru coast with winds of 220 kilometers (137 miles) per hour.",
        "There was no word from the outer islands, where about 9,000 people live, and officials said that aircraft would not be able to fly before Monday afternoon.",
        "In the capital, Port Tamaru, streets were filled with sheet iron and fallen breadfruit trees. The hospital moved 40 patients to upper floors after the sea came through its gates.",
        "“It sounded like a truck being dragged over our roof for three hours,” said Elise Taripo, who sheltered with her four children in a school kitchen.",
        "At least three people were confirmed dead, the national disaster office said, and it expects that number to rise.",
        "Nadra is the strongest storm to strike the country since 2015. Meteorologists expect it to weaken as it turns to the southeast, but warned that rivers would keep rising until Tuesday.",
        "New Zealand and Fiji offered aircraft and a naval ship. Prime Minister Joseph Kaltau thanked both and declared a state of emergency for 30 days.",
        "“We know what to do,” he said. “We've done it too many times.”",
        "___",
        "Associated reporters Ana Pohiva in Suva and Jim Crail in Wellington contributed to this report.",
    ],
)
GRID = (
    "What we know about the blackout that left 40 million without power",
    "Grid operators are still working out why two lines failed within five seconds of each other.",
    [
        ("What happened?", ["At 12:33 on Monday the grid of the peninsula lost about 15 gigawatts, or 60 per cent of what was being used, in five seconds. Trains stopped, lifts stuck and phones fell silent in two countries.", "Power was back in 99 per cent of substations by Tuesday at six."]),
        ("Was it a cyber-attack?", ["The operators say no. A judge has opened an inquiry all the same, and the security agency has asked for the logs of four companies."]),
        ("Who was worst hit?", ["Hospitals ran on diesel, and three people died in a house in Taboeira, where a generator filled the rooms with fumes. Some 35,000 travellers were led out of trains, among them 300 in a tunnel near Alcor.", "Shops that could take only cards closed at once."]),
        ("Could it happen again?", ["Yes, though not soon. Engineers point to the thin links across the mountains, which carry less than 3 per cent of what the peninsula uses; the target agreed in Brussels is 15 per cent by 2030."]),
    ],
    ["Start with what is certain: two lines in the south-west tripped, one after the other.", "A third, which crosses the mountains, was cut by its own protection a second later.", "The nuclear plants then shut themselves down, as they are built to do."],
)
ISLAND = (
    "The island that votes twice",
    "How a ferry timetable came to decide an election, and what it says about the rest of us",
    [
        "Good morning. It's Thursday, it's raining, and I've spent the week on a ferry.",
        "Here is a fact I can't get out of my head: on Orma, population 412, the last election was decided by nine people who missed a boat. They had gone to the mainland for a funeral, the fog came down, and by the time it lifted the polls were closed.",
        "The candidate they would have voted for lost by six.",
        "I went to Orma because I wanted to know what happens to a place after something like that. Do people stop speaking? Do they sue? Do they buy a bigger boat?",
        "<strong>What they did was print a second ballot.</strong>",
        "Not a legal one. The schoolteacher, Una Grahame, made it on the school's copier, and on the Saturday after the funeral the whole island queued up in the hall to vote again. They counted, they wrote the result on the blackboard, and they sent a photograph of it to the capital.",
        "“It was never going to count,” she told me. “It was so that we'd know.”",
        "There's a body of research on this, most of it gathered under the unlovely name of <a href='https://x.example/p'>procedural justice</a>. The gist: people put up with losing if they think that the way they lost was fair. Take the fairness away and it doesn't much matter who won.",
        "I think about that blackboard a lot.",
    ],
)
BRIEF = (
    "Two rescued from fishing boat off Sandvig",
    "",
    ["Two men were rescued from a sinking fishing boat nine miles off Sandvig late on Sunday, the coastguard said. Neither was hurt.", "The boat, the Marie Elise, sank shortly after midnight."],
)
ROAD = (
    "Army says it has reopened the road to Bel Ghazar; rebels deny it",
    "The highway is the only supply route for 80,000 people in the enclave.",
    [
        "The army said on Sunday that it had reopened the highway to Bel Ghazar after eleven days of fighting, a claim that rebels on the ridge above the road denied within the hour.",
        "If confirmed, it would be the first time since April that food could reach the 80,000 people in the enclave without crossing the river.",
        "In a video released by the military, a column of trucks is seen passing the burnt-out petrol station at Kilometre 41. The time at which it was filmed could not be established.",
        "A rebel commander, who goes by the name of Wolf, said in an audio message that his men still held the station and the two bridges behind it. “Let them drive. We will be waiting,” he said.",
        "Aid groups said they would not send trucks before mine clearance teams had walked the last eight kilometres.",
        "Since the start of the month, at least 70 civilians have been killed on both sides of the river, according to a count by the observer mission.",
    ],
)

GERMAN_FLOOD = (
    "Hochwasser an der Treve: Krisenstab ruft Katastrophenalarm aus",
    "In Niedertreve ist ein Deich auf 30 Metern gebrochen. Rund 4.000 Menschen müssen ihre Häuser verlassen, die Bundeswehr hilft beim Befüllen von Sandsäcken.",
    [
        "Nach einem Deichbruch in Niedertreve hat der Landkreis am Dienstagmorgen Katastrophenalarm ausgelöst. Rund 4.000 Menschen in drei Ortsteilen müssen ihre Häuser verlassen, teilte der Krisenstab mit.",
        "Der Pegel der Treve lag am Mittag bei 7,42 Metern und damit 18 Zentimeter über dem Höchststand von 2013. Mit dem Scheitel wird in der Nacht zum Mittwoch gerechnet.",
        "„Wir haben um vier Uhr früh die Sirenen gehört und hatten zwanzig Minuten“, sagt Anke Brandes, die mit ihrer Mutter in der Sporthalle von Lohe untergekommen ist.",
        "Gebrochen ist der Deich auf einer Länge von rund 30 Metern an einer Stelle, die nach Angaben des Deichverbands im nächsten Jahr erneuert werden sollte.",
        "600 Soldaten im Einsatz",
        "Die Bundeswehr schickte 600 Soldatinnen und Soldaten, die Sandsäcke füllen und einen zweiten Wall um das Krankenhaus errichten. Zwei Hubschrauber suchten am Vormittag Dächer ab.",
        "Die Bahnstrecke zwischen Lohe und Immenrode ist gesperrt. Auch die Bundesstraße 91 steht auf mehreren Kilometern unter Wasser.",
        "Ministerpräsidentin Hartwig wird am Nachmittag in der Region erwartet. Sie sagte den Gemeinden Soforthilfen zu, nannte aber keine Summe.",
    ],
)
GERMAN_SPY = (
    "Anklage wegen Ausspähung von Marinehafen erhoben",
    "Zwei Männer sollen über Monate Schiffe fotografiert haben. Ihre Anwälte sprechen von einem Missverständnis unter Hobbyfotografen.",
    [
        "Die Bundesanwaltschaft hat Anklage gegen zwei Männer erhoben, die den Marinehafen von Wiekhaven ausgespäht haben sollen. Das teilte die Behörde am Donnerstag in Karlsruhe mit.",
        "Die 34 und 41 Jahre alten Beschuldigten sollen zwischen März und November mindestens 27-mal Schiffe, Kais und Zufahrten fotografiert und die Bilder an einen Mittelsmann im Ausland weitergegeben haben.",
        "Beide sitzen seit Dezember in Untersuchungshaft.",
        "Der Verteidiger des Jüngeren, Henrik Stahl, wies die Vorwürfe zurück. Sein Mandant sei „ein Schiffsfotograf, wie es an jeder Küste Dutzende gibt“.",
        "Nach SPIEGLEIN-Informationen fanden Ermittler auf einem der Telefone jedoch eine Liste mit Liegezeiten, die nicht öffentlich waren.",
        "Über die Zulassung der Anklage entscheidet nun das Oberlandesgericht. Mit einem Prozess ist nicht vor dem Herbst zu rechnen.",
    ],
)
FRENCH = (
    "En Valdoise, une usine d’engrais ravagée par une explosion",
    "Le bilan provisoire fait état de deux morts et de trente et un blessés. Le préfet a demandé aux habitants de quatre communes de rester confinés.",
    [
        "Une explosion a ravagé, mardi 14 octobre au matin, une usine d’engrais de Saint-Marcel-sur-Oise, causant la mort de deux salariés et blessant trente et une personnes, selon un bilan provisoire de la préfecture.",
        "Il était 8 h 12 lorsque le souffle a brisé les vitres jusqu’à la gare, à plus d’un kilomètre. « J’ai cru que le toit s’envolait », raconte Nadine Corbier, boulangère, encore couverte de farine et de plâtre.",
        "Le préfet, Marc Delatour, a demandé aux habitants de quatre communes de rester chez eux, fenêtres fermées, le temps que des analyses de l’air soient menées. Les premiers résultats sont « rassurants », a-t-il assuré à la mi-journée.",
    ],
)
SPANISH = (
    "El volcán de Tamaimo obliga a evacuar a 3.500 vecinos en plena noche",
    "La colada avanza a 120 metros por hora hacia la carretera del sur y ha sepultado una treintena de casas",
    [
        "El volcán de Tamaimo entró en erupción a las 22.40 del miércoles por una fisura de 300 metros y obligó a evacuar a unos 3.500 vecinos de cuatro barrios, según informó el Gobierno insular.",
        "La colada principal avanzaba este jueves a unos 120 metros por hora hacia la carretera del sur. A mediodía había sepultado una treintena de viviendas y un almacén de plátanos.",
        "“Cogí las escrituras y las fotos de la boda. No me cupo nada más”, cuenta Candelaria Rojas, de 66 años, en el polideportivo de Los Cantos.",
        "No hay víctimas.",
        "Los científicos habían registrado más de 22.000 pequeños terremotos en once días. “Sabíamos el qué, no el cuándo”, admite Nemesio Padrón, portavoz del instituto vulcanológico.",
        "El aeropuerto permanece abierto, aunque <a href='/vuelos'>dos aerolíneas han cancelado sus vuelos</a> hasta el sábado por la ceniza. La Armada ha enviado un buque con material de acampada y dos desalinizadoras.",
        "El presidente del Gobierno, que suspendió un viaje oficial, tiene previsto visitar la isla este viernes. El último volcán de la isla, en 1949, estuvo activo 42 días.",
    ],
)
UKRAINIAN = (
    "Росіяни вдарили КАБами по Костянівці: є загиблі та поранені",
    "",
    [
        "Російські війська вранці 12 серпня завдали ударів керованими авіабомбами по Костянівці Донецької області, загинули двоє людей, ще сімох поранено.",
        "Джерело: начальник міської військової адміністрації Сергій Горбань у Telegram",
        "Пряма мова: “О 6:40 ворог скинув на місто три авіабомби. Одна влучила у п’ятиповерхівку, дві – у приватний сектор. Під завалами можуть бути люди”.",
        "Деталі: За його словами, загинули 71-річна жінка та 44-річний чоловік. Поранених доправили до лікарні, двоє з них у тяжкому стані.",
        "Пошкоджено 14 приватних будинків, лінію електропередач і газогін. На місці працюють рятувальники.",
        "Мапи проєкту DeepField показують, що бої тривають за 9 кілометрів на схід від міста.",
        "Нагадаємо, напередодні армія РФ атакувала місто дронами, тоді постраждали троє людей.",
    ],
)
RUSSIAN = (
    "На Колыванском водохранилище спасли рыбаков с оторвавшейся льдины",
    "",
    [
        "Спасатели сняли 43 рыбаков с льдины, которая оторвалась от берега на Колыванском водохранилище в субботу утром, сообщили в областном управлении МЧС.",
        "По данным ведомства, трещина прошла в двухстах метрах от берега в районе села Усть-Лог около девяти утра. К полудню льдину отнесло на полтора километра.",
        "\"Людей вывозили на двух судах на воздушной подушке, последнего сняли в 14:20, пострадавших нет\", - рассказал начальник спасательного отряда Павел Рогов.",
        "На льду остались три снегохода и автомобиль. Их владельцам грозит штраф.",
        "Выход на лед водохранилища запрещен с 15 марта. За минувшую неделю это уже второй такой случай: во вторник с льдины эвакуировали девятерых.",
    ],
)
HEBREW = (
    "שריפה גדולה בהרי עמיר: שלושה יישובים פונו",
    "שמונה מטוסי כיבוי פועלים במקום, כביש 44 נחסם לתנועה",
    [
        "שריפה גדולה שפרצה בצהרי יום שני בהרי עמיר התפשטה במהירות בשל הרוחות החזקות, וכ-1,800 תושבים משלושה יישובים פונו מבתיהם.",
        "בשירותי הכבאות אמרו כי יותר מ-60 צוותים ושמונה מטוסים פועלים במקום. שני לוחמי אש נפגעו קל משאיפת עשן.",
        "\"ראינו את הלהבות עוברות את הכביש בתוך דקה\", סיפרה דנה לביא, תושבת נווה עמיר. \"לקחנו את הכלב ויצאנו.\"",
        "כביש 44 נחסם לתנועה בשני הכיוונים, והרכבות בין העיר לשפלה הופסקו עד להודעה חדשה.",
        "המשטרה פתחה בחקירה. לדברי ראש המועצה, יוסי ברק, \"זו השריפה הקשה ביותר שראינו כאן מאז 2010\".",
    ],
)

NAV = ["Home", "News", "U.S.", "World", "Business", "Arts", "Sports", "Opinion", "Video", "Live TV", "Travel", "Games", "Weather", "More"]
HEADLINES = [
    "Parliament approves new border law after night sitting", "Why the reservoir is turning green",
    "‘I thought it was thunder’: survivors tell of the night the hill moved", "Grain ships leave port for first time in weeks",
    "What is behind the rise in bread prices?", "Opposition leader freed on bail", "Tennis: Marlow through to last eight in straight sets",
    "A guide to the peace plan, point by point", "Watch the moment a bridge is blown up to stop the flood",
    "General who led coup dies aged 91", "Six charts that explain the water crisis", "Central bank raises rates to 9%, surprising markets",
    "Teen climber is youngest to scale twelve peaks", "Missing yacht found off Sable Point", "The long read: inside the last salt mine",
]
BLURBS = [
    "The measure passed by four votes after a debate that lasted eleven hours and saw two walk-outs.",
    "Scientists say that heat and fertiliser have combined to feed a bloom that can be seen from space.",
    "People who lost everything in the landslide describe the sound, the dark and the mud.",
    "The vessels are carrying 90,000 tonnes of maize and were inspected before they sailed.",
    "Farmers, millers and bakers each blame someone else, and all of them have a point.",
    "Supporters gathered outside the courthouse as she walked out after five months in custody.",
    "The second seed needed just 74 minutes to win and will face a qualifier on Thursday.",
    "Both sides have agreed on nine of the fourteen points, but the hardest ones are still open.",
]
CONSENT = [
    "We, and our 213 partners, store or access information on devices, such as cookies, and process personal data such as unique identifiers and standard information sent by a device.",
    "You can accept all, reject all, or choose which purposes you agree to. Your choice applies to this site and can be changed at any time under Privacy settings at the foot of each page.",
]
LETTERS = ["Sign up for our daily briefing", "The stories you need to know, and a few that you will enjoy, in your inbox at 7 a.m.", "You can unsubscribe at any time. By entering your email address you agree to our terms of use and privacy policy."]
CAPTIONS = [
    ("Smoke rises over the area on Tuesday, seen from a hill about three kilometres away.", "Pavlo Hrytsenko/Northwire"),
    ("People wait for a bus with their belongings outside the town hall.", "Getty-style Images"),
    ("A satellite image taken last week shows the site before the damage.", "Planetary Labs"),
]
COPYRIGHT = [
    "© 2025 All rights reserved. This site is protected by copyright law; its content may not be copied, published, broadcast, rewritten or redistributed without permission.",
    "We are not responsible for the content of external sites. Read about our approach to external linking.",
    "Quotes delayed at least 15 minutes. See the list of exchanges and delays. Market data is provided for information only and is not intended for trading.",
]
BIOS = [
    "Elena Brandt reports on security and conflict from the eastern bureau. She was part of a team that won the Hollis Prize for coverage of the river offensive.",
    "Sam Okafor is a visual journalist who analyses satellite imagery and open-source video. Before joining he worked for a mapping agency in Nairobi.",
]
EPIC = [
    "We hope you found this article useful. Before you move on, we would like to ask whether you would support our journalism as the year comes to an end.",
    "We have no billionaire owner and no shareholders, just readers like you. That is why nobody tells our editors what to leave out, and why everything that we publish stays open to everyone.",
    "It takes less than a minute, and you can choose how much you give each month. Thank you.",
]
SHARE = ["Share", "Save", "Facebook", "X", "WhatsApp", "Email", "Copy link", "Print"]

SAID_OPENINGS = ["I grew up twenty minutes from there and", "As someone who served for nine years,", "Nobody in this thread seems to have noticed that", "Let us be honest:", "My late father, who was an engineer,", "With all due respect to the author,", "Once more for those at the back:", "For what it is worth,"]
SAID_MIDDLES = ["the whole business was plain to anyone who drove past on the motorway and saw how the trucks were parked", "there has not been a single year in which the money went where the ministry had promised to put it", "everyone talks of the coast while the villages up the valley have been without a doctor since before the war", "what matters is who signs the papers, and we all know which cousin of which minister that will be", "the numbers that were given out in the first week turned out to be three times too high, and no one apologised"]
SAID_ENDINGS = ["I will believe it when I see it with my own eyes.", "Mark these words and come back in a year.", "And yet people go on voting for the same three families!", "Sorry for the long post, it had to be said.", "If you disagree, tell me where I am wrong instead of calling names."]
SAID_NAMES = ["granite_head", "Olga from Perm", "J. P. Marchetti", "notabot2009", "Sergeant Pepper", "Wren", "old_ferryman", "Lucía"]


def said(count):
    """(name, text) of long comments, no two alike."""
    out = []
    for i in range(count):
        middles = [SAID_MIDDLES[(i + k * (1 + i // 5)) % 5] for k in range(2 + i % 2)]
        text = f"{SAID_OPENINGS[i % 8]} " + ". Besides, ".join(middles) + f". {SAID_ENDINGS[i % 5]} ({i + 1})"
        out.append((f"{SAID_NAMES[i % 8]}", text))
    return out


# (day, clock, heading, paragraphs), oldest first.
WAR = [
    ("2025-06-24", "05:12", "Explosions heard in the capital", ["Explosions have been heard in the north of the capital in the past few minutes, according to our correspondent there. Sirens are sounding.", "There is no official word yet."]),
    ("2025-06-24", "05:47", "Army says airfield was struck", ["The army says that missiles struck the military airfield at Deir Hamra and that a runway has been damaged. It reports no casualties."]),
    ("2025-06-24", "06:30", "Schools closed in three provinces", ["The education ministry has closed schools in three provinces until further notice."]),
    ("2025-06-24", "07:18", "‘We sat in the stairwell for two hours’", ["Residents of the northern suburbs have been describing the night.", "“We sat in the stairwell for two hours with the neighbours and a parrot,” says Rana Khalil, a nurse. “The parrot was the only one who slept.”"]),
    ("2025-06-24", "08:05", "Airlines divert flights", ["At least eleven flights have been diverted to Larnaca and Amman, flight trackers show. The main airport says it remains open."]),
    ("2025-06-24", "09:41", "Rebels claim bridge at Qasr al-Nahr", ["A spokesman for the rebels claims that their fighters have taken the western end of the bridge at Qasr al-Nahr. The army has denied this.", "Footage that we have verified shows smoke at the bridge but no soldiers of either side."]),
    ("2025-06-24", "11:26", "UN calls for restraint", ["The UN secretary general has called on all parties to step back. “This region cannot bear another war,” he said in a statement."]),
    ("2025-06-24", "13:03", "Power cuts across the north", ["Two of the four lines that feed the north have been cut, the grid company says. About 120,000 homes have no power."]),
]
