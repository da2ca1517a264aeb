"""Invented news, written for these pages: (title, standfirst, paragraphs). Links stand in the prose as in real pages."""

STORIES = [
    (
        "Ferry service to Orrin Island resumes after nine days of repairs",
        "Operators say both ramps passed inspection; islanders had relied on fishing boats for food and medicine.",
        [
            "Car ferries began crossing to Orrin Island again on Tuesday morning, nine days after a cracked ramp stopped all traffic from the mainland port of Kestle, the harbour authority said.",
            "The first boat left at 06:40 with 31 vehicles on board, among them two lorries of animal feed and a fuel tanker. Another four crossings were planned before dark, according to <a href='/timetable'>the revised timetable</a>.",
            "“We walked the length of the ramp twice before we let anything heavy on it,” said Marit Aune, who runs the port. “It held, and it will hold through the winter.”",
            "Around 1,400 people live on Orrin all year. During the closure, fishing boats carried bread, milk and prescriptions, and the school sent nineteen pupils home to study because two teachers could not get across.",
            "Engineers traced the fault to a hinge pin fitted in 2009. A replacement had to be cast at a foundry in Dalby, about 180 kilometres inland, and came by road on Saturday night.",
            "The island council has asked the regional government for a second landing at Northwick, on the sheltered side. A study in 2021 put the cost at 24 million crowns; no money has been set aside.",
            "“One ramp, one road, one hinge,” said councillor Edda Morrow. “Everybody on this island now knows the name of that pin.”",
            "Foot passengers can use the boats without booking until the end of the month. Lorries over 20 tonnes must still give notice a day ahead.",
        ],
    ),
    (
        "Wildfire near Castellar forces 600 people from their homes",
        "Winds of 70 kilometres an hour push the flames towards two villages in the hills.",
        [
            "A wildfire that started on Sunday afternoon in pine woods north of Castellar has burned about 900 hectares and forced some 600 people to leave their homes, civil protection officials said on Monday.",
            "The fire crossed the Arla valley road shortly before midnight and moved towards the villages of Sant Pere and Molins. Both were evacuated by 02:00, and no injuries have been reported.",
            "“The wind turned three times in an hour, and each time we had to pull our crews back,” said Joan Ribes, the fire service's head of operations. <b>Gusts reached 70 kilometres an hour</b> on the ridge.",
            "Eleven aircraft and 240 firefighters were at work on Monday, with a further 80 due from the neighbouring province. The regional railway stopped trains between Castellar and Vilanova.",
            "Residents spent the night in a sports hall in Castellar. Many had left with only a bag. “I took the dog and the papers of the house,” said Rosa Vidal, 71, from Molins.",
            "The cause is under investigation. Police said they were speaking to workers who had been cutting metal near a warehouse, but that no one had been detained.",
            "Spring was the driest in the province since measurements began in 1951, the weather service said, and the danger of fire is expected to stay extreme until at least Thursday.",
        ],
    ),
    (
        "Talks on sharing the Sava dam's water end without agreement",
        "Delegations from both banks will meet again in Brod next month.",
        [
            "Two days of talks on how to share water from the Lower Sava dam ended in Brod on Friday without an agreement, delegates from both sides said, although they set a date to meet again.",
            "Upstream farmers want to keep 40 per cent of the summer flow for irrigation. Towns downstream, which draw drinking water from the same reservoir, have offered no more than 25 per cent.",
            "“We are closer on the figures than on the calendar,” said Petra Kolar, who led the downstream delegation. She said the dispute was now mainly about the weeks between mid-July and the end of August.",
            "Her counterpart, Milan Juric, told reporters that his side had made <em>three separate proposals</em> and had received an answer to only one of them.",
            "The reservoir held 61 per cent of its capacity on Thursday, compared with 78 per cent on the same day last year, according to figures published by the operator.",
            "A temporary arrangement, under which flows are set week by week, runs out on 30 June. If nothing replaces it, the operator falls back on rules written in 1974, before three of the towns were connected.",
            "Environmental groups that were not invited to the table said that neither plan leaves enough water for the wetlands at Crna Bara, where storks have nested in smaller numbers since 2018.",
            "The next round is to open on 14 May, again in Brod, with a mediator from the river commission in the room for the first time.",
        ],
    ),
    (
        "Magnitude 5.4 earthquake damages school buildings in Talas province",
        "No deaths reported; classes suspended in four districts.",
        [
            "A magnitude 5.4 earthquake shook Talas province early on Wednesday, damaging at least 37 school buildings and cutting power to several thousand homes, the emergencies ministry said.",
            "The quake struck at 04:12 local time at a depth of 11 kilometres, with its centre some 20 kilometres south-east of the town of Karasu, the seismological institute reported.",
            "Twelve people were treated for cuts and broken bones, most of them hurt while running out of their homes in the dark. There were no reports of deaths.",
            "“Plaster fell from every ceiling, but the walls stood,” said Aigul Sadyrova, head teacher of the largest school in Karasu. Classes were suspended in four districts until engineers have inspected the buildings.",
            "Landslides blocked the mountain road to Bakai in two places. A crew with a bulldozer reached the first one before noon, and the district governor said that the road should be open by Thursday evening.",
            "Power was restored to most homes by the afternoon. The ministry sent 150 tents, 800 blankets and a field kitchen from its depot in the provincial capital.",
            "The province lies on a fault that produced a magnitude 6.6 earthquake in 1992. Aftershocks of up to magnitude 4 were felt throughout the day.",
        ],
    ),
    (
        "Court orders Halden paper mill to stop dumping waste in river",
        "The company has 30 days to appeal and says that 400 jobs are at risk.",
        [
            "A district court in Halden on Thursday ordered the town's paper mill to stop discharging untreated waste water into the Tista river within two weeks, ruling in favour of residents who had sued in 2022.",
            "Judge Ingrid Solberg found that the mill had exceeded the limits in its permit on 212 days over three years, and that inspectors had been told of fewer than a third of them.",
            "“The permit is not a suggestion,” she wrote in the 48-page ruling, which also orders the company to pay 6.5 million crowns into a fund to restore the banks of the river.",
            "The company said it would study the ruling and decide within 30 days whether to appeal. In a statement it said that closing the outlet without a new treatment plant would put 400 jobs at risk.",
            "Residents gathered outside the court with bottles of brown water. “My grandfather swam there, my father fished there, and my children are not allowed to touch it,” said Lars Haugen.",
            "A spokesman for the environment agency said that tests taken below the mill in March showed <a href='/data/tista'>levels of sulphide</a> nearly nine times as high as above it.",
            "The union at the mill called for talks between the company, the town and the state on a loan for the treatment plant, which was first planned in 2015 and never built.",
        ],
    ),
    (
        "Rebels and army trade blame after market shelling in Wadi Rahma",
        "At least 14 people were killed, local medics say; both sides deny firing.",
        [
            "Shells hit a crowded market in the town of Wadi Rahma on Saturday, killing at least 14 people and injuring more than 40, medics at the town's hospital said. The army and the rebels blamed each other.",
            "Witnesses described three explosions within a minute, the last of them near a row of vegetable stalls. “We carried people on doors,” said Yusuf Hamdan, a shopkeeper.",
            "The army said in a statement that its units had fired no artillery in the area since Thursday and accused the rebels of shelling the town from positions near Tell Aswad, eight kilometres to the north.",
            "A rebel spokesman, who gave his name as Abu Karim, denied this and said that the shells had come from <a href='/map'>an army base at Qasr</a>, to the west of the town. Neither account could be verified.",
            "Wadi Rahma changed hands twice last year and has been held by the army since October. About 30,000 people are thought to live there, a third of them displaced from villages along the river.",
            "The United Nations mission called for an inquiry and said that it was trying to send a team from the coast. The road is closed at two checkpoints.",
            "A ceasefire agreed in January has been broken repeatedly. Mediators said that talks due to begin on Monday would go ahead.",
            "The hospital asked for blood donors and said that fuel for its generators would last until Tuesday.",
        ],
    ),
    (
        "Flood barrier at Port Elsing closes for the first time",
        "Engineers shut the 300-metre gates two hours before a storm surge reached the estuary.",
        [
            "The flood barrier at Port Elsing was closed against a storm surge for the first time on Sunday night, two years after it was finished, and kept the water in the estuary 1.8 metres below the level of the open sea.",
            "The two gates, each 150 metres long, met at 21:14, according to the water board. The surge arrived shortly after 23:00 with waves that broke over the outer sea wall.",
            "“There was a sound like a train braking, and then nothing,” said Femke Dijkstra, who has run the control room since it opened. “Nothing is what we had hoped for.”",
            "In 2013 a lower surge flooded 1,100 homes in Port Elsing and drowned three people on the coast road. The barrier was agreed the year after and cost 410 million.",
            "Outside its reach, water entered cellars in the fishing harbour of Oosthaven, and a caravan park to the south was evacuated. The coast guard towed in a yacht with two people on board.",
            "The port stayed closed to shipping for eleven hours. Pilots said that nine vessels had waited at anchor and that the last of them came in on Monday afternoon.",
            "The water board expects to close the gates once in three years on average. Higher seas could make that every year by 2060, it said in a report published in June.",
        ],
    ),
    (
        "Health workers start cholera vaccinations in three lake districts",
        "Officials hope to reach 220,000 people before the rains.",
        [
            "Health workers began vaccinating people against cholera in three districts on the eastern shore of Lake Nyara on Monday, after 412 cases and nine deaths were recorded in a month, the health ministry said.",
            "Teams travel by boat to fishing camps that have no road. The ministry hopes to reach 220,000 people aged one and over before the rains begin in the middle of October.",
            "“People come because they have seen a neighbour fall ill at breakfast and die before night,” said Dr Grace Atieno, who leads the campaign in Mbita district.",
            "The outbreak was traced to a well in the market of Kendu, which has been closed. Tests found the bacterium in four out of eleven other wells, and tanks of treated water were placed beside them.",
            "The vaccine is given by mouth in a single dose because supplies are short. Agencies say that the global stockpile fell below two million doses in August.",
            "In neighbouring Sori, just across the border, 60 suspected cases have been reported since Friday. The two ministries agreed to share figures every evening.",
            "Schools along the lake remain open, but they were told to boil water and to send home any child who falls sick.",
        ],
    ),
    (
        "Voters in Marenne go to the polls in delayed council election",
        "Turnout was higher than four years ago by noon, the electoral commission says.",
        [
            "Polling stations in Marenne opened on Sunday for a council election that had been put off twice, once because of floods and once because ballot papers were printed without the name of a candidate.",
            "By noon 31 per cent of the 86,000 voters had cast their ballots, compared with 24 per cent at the same hour four years ago, the electoral commission said.",
            "The mayor, Claire Fontanel, is standing for a third term. Her main opponent, the former harbour master Denis Roche, has promised to halve the fees of the covered market.",
            "“I waited 40 minutes, and I would have waited four hours,” said Amadou Keita, a baker who voted in the district of Les Salines before the morning shift ended.",
            "Observers from a local association reported <a href='/reports/1'>minor delays at six of 74 stations</a> and one case in which a ballot box had not been sealed. It was replaced before voting began.",
            "The new council will have to decide on a bridge over the Vère, which would cut the way to the hospital from 19 to 6 kilometres. Both leading candidates support it, but differ on where it should stand.",
            "Results were expected late on Sunday evening. A second round, if one is needed, is to be held on 23 March.",
        ],
    ),
    (
        "Archaeologists find Bronze Age causeway under Lake Velden",
        "Low water laid bare more than 2,000 oak posts, which may have carried a road to an island.",
        [
            "Archaeologists working on the dry edge of Lake Velden have found more than 2,000 oak posts that they believe carried a road to an island some 3,200 years ago, the cantonal museum said on Thursday.",
            "The posts stand in two rows, three metres apart, and run for 640 metres from the village of Seedorf towards Gull Island. Rings in the wood show that they were felled between 1208 and 1191 BC.",
            "“You can put your hand on the marks of the axe,” said Regula Frei, who leads the excavation. “Somebody sharpened the blade around the hundredth post, because the cuts become clean.”",
            "The lake has fallen by 1.4 metres since last summer, its lowest level since 1949. Once air reaches the wood it decays within months, so the team is working seven days a week.",
            "Divers recovered a bronze pin, four wheels and the jaw of a horse between the posts. The wheels, which are solid and a metre across, may be the oldest found in the region.",
            "What drew people to the island is not known. A dig in 1932 found a layer of ash and broken pots, and the notes were lost in a fire at the museum in 1944.",
            "The museum plans to show some of the finds from April. Visitors are asked to stay behind the fence, where a guide explains the work <a href='/visit'>every day at two</a>.",
        ],
    ),
]

OTHER = {
    "ru": (
        "В Озёрске открыли новый мост через реку Тесьму",
        [
            "В Озёрске в понедельник открыли новый мост через реку Тесьму, который строили почти четыре года, сообщила администрация города. Первыми по нему проехали автобусы и машины скорой помощи.",
            "Длина моста составляет 412 метров. Старую переправу закрыли в 2019 году, когда специалисты нашли трещины в двух опорах, и жители левого берега ездили в центр в объезд, через посёлок Каменный.",
            "«Теперь до больницы можно доехать за восемь минут, а раньше уходило сорок», — сказала врач Ирина Лебедева. По её словам, зимой дорога через посёлок часто бывала закрыта из-за снега.",
            "Работы обошлись бюджету области в 1,8 миллиарда рублей. Подрядчик обещал закончить мост год назад, однако сроки сдвинулись из-за паводка, который повредил временные сваи.",
            "Движение грузовиков тяжелее двадцати тонн разрешат после испытаний, которые назначены на конец месяца. Пешеходная дорожка с северной стороны откроется весной.",
        ],
        ["Главная", "Новости", "Спорт", "Погода", "Читайте также: Паводок на Тесьме пошёл на убыль",
         "Комментарии", "Давно пора было открыть, я каждый день стоял в объезде по часу и больше, спасибо строителям.",
         "А почему не сделали вторую полосу? Через пять лет опять будем стоять в пробке на въезде в город.",
         "Ответить", "Все права защищены. При перепечатке материалов ссылка на издание обязательна.",
         "Мы используем файлы cookie, чтобы сделать сайт удобнее. Продолжая пользоваться сайтом, вы соглашаетесь с их использованием."],
    ),
    "de": (
        "Brand in Lagerhalle am Hafen von Lünstedt gelöscht",
        [
            "Ein Großbrand in einer Lagerhalle am Hafen von Lünstedt ist am Mittwochmorgen nach elf Stunden gelöscht worden, wie die Feuerwehr mitteilte. Verletzt wurde niemand, der Schaden geht in die Millionen.",
            "Das Feuer war am Dienstagabend gegen 20 Uhr in der Halle ausgebrochen, in der Möbel und Kühlgeräte lagerten. Über der Stadt stand eine Rauchsäule, die noch in 30 Kilometern Entfernung zu sehen war.",
            "„Wir mussten das Dach mit zwei Baggern öffnen, weil die Glutnester darunter nicht zu erreichen waren“, sagte Einsatzleiterin Britta Möller. Rund 160 Kräfte aus vier Gemeinden waren im Einsatz.",
            "Anwohner im Stadtteil Süderhafen wurden aufgefordert, Fenster und Türen geschlossen zu halten. Messungen ergaben nach Angaben des Kreises keine erhöhten Werte.",
            "Zur Ursache machte die Polizei zunächst keine Angaben. Die Halle soll am Donnerstag begangen werden, sobald ein Statiker sie freigegeben hat.",
        ],
        ["Startseite", "Politik", "Wirtschaft", "Wetter", "Lesen Sie auch: Hafen plant neue Feuerwache",
         "Kommentare", "Gut, dass niemand verletzt wurde. Großer Dank an alle, die die ganze Nacht im Einsatz waren.",
         "Diese Halle war seit Jahren in schlechtem Zustand, das hat doch jeder gewusst, der dort gearbeitet hat.",
         "Antworten", "Alle Rechte vorbehalten. Vervielfältigung nur mit Genehmigung des Verlages.",
         "Wir und unsere Partner verwenden Cookies, um Inhalte zu personalisieren. Mit einem Klick auf Zustimmen willigen Sie in diese Verarbeitung ein."],
    ),
    "fr": (
        "À Port-Avel, le marché couvert rouvre après deux ans de travaux",
        [
            "Le marché couvert de Port-Avel a rouvert ses portes samedi après deux ans de travaux, a annoncé la mairie. Une quarantaine d’étals, sur les cinquante-deux prévus, ont accueilli leurs premiers clients dès sept heures.",
            "La toiture de 1896, fragilisée par la tempête de 2021, a été entièrement refaite. Le chantier, estimé à 3,2 millions d’euros, en a finalement coûté 4,7 millions, en raison de la découverte de plomb dans les peintures.",
            "« On a perdu des habitués, mais on en retrouvera », assure Solène Guégan, poissonnière, installée pendant les travaux sous une tente près de la gare. Elle salue des chambres froides « enfin aux normes ».",
            "L’opposition municipale reproche à la majorité d’avoir relevé de 18 % le loyer des emplacements. La mairie répond que les tarifs n’avaient pas bougé depuis 2009.",
            "Le marché sera ouvert tous les matins, sauf le lundi. Un parking de 120 places doit être livré au mois de septembre, rue des Douves.",
        ],
        ["Accueil", "Actualités", "Sports", "Météo", "À lire aussi : la gare de Port-Avel bientôt rénovée",
         "Commentaires", "Très belle rénovation, mais il manque encore des places de stationnement pour les personnes âgées.",
         "Les loyers augmentent et ce sont toujours les petits producteurs qui paient la facture à la fin.",
         "Répondre", "Tous droits réservés. Toute reproduction interdite sans autorisation.",
         "Avec nos partenaires, nous utilisons des cookies pour mesurer l’audience. Vous pouvez accepter ou refuser ces traitements à tout moment."],
    ),
    "ar": (
        "إعادة فتح الطريق الساحلي بعد انهيارات صخرية قرب رأس الحد",
        [
            "أعادت السلطات يوم الأحد فتح الطريق الساحلي قرب رأس الحد بعد ستة أيام من إغلاقه بسبب انهيارات صخرية، وفق ما أعلنته إدارة الطرق في المحافظة.",
            "وقال المهندس سالم الحارثي إن الفرق أزالت نحو أربعة آلاف متر مكعب من الصخور، وإن الحركة ستبقى في اتجاه واحد حتى نهاية الأسبوع.",
            "وأدى الإغلاق إلى عزل ثلاث قرى، واضطر السكان إلى نقل المواد الغذائية بالقوارب من ميناء السلام الواقع على بعد ثلاثين كيلومترا إلى الجنوب.",
            "وذكرت الأرصاد الجوية أن أمطارا متوسطة متوقعة يوم الأربعاء، ودعت السائقين إلى تجنب التوقف تحت المنحدرات.",
        ],
        ["الرئيسية", "أخبار", "رياضة", "طقس", "اقرأ أيضا: خطة لتوسيع الميناء", "تعليقات",
         "شكرا للعاملين الذين أنهوا العمل بهذه السرعة رغم صعوبة الطقس والتضاريس في المنطقة.",
         "نتمنى أن يكون هناك حل دائم لهذه المنحدرات قبل الشتاء القادم.", "رد",
         "جميع الحقوق محفوظة. لا يجوز إعادة النشر إلا بإذن مكتوب.",
         "نستخدم ملفات تعريف الارتباط لتحسين تجربتك. باستمرارك في التصفح فإنك توافق على ذلك."],
    ),
    "pl": (
        "Most kolejowy w Zarębie zamknięty do odwołania",
        [
            "Most kolejowy w Zarębie został w piątek zamknięty do odwołania po tym, jak inspektorzy znaleźli pęknięcia w dwóch przęsłach, poinformował zarządca linii.",
            "Pociągi dalekobieżne kierowane są objazdem przez Łęgów, co wydłuża podróż o około 45 minut. Na trasie lokalnej kursują autobusy zastępcze, które odjeżdżają spod dworca co pół godziny.",
            "„Bezpieczeństwo jest najważniejsze, dlatego nie czekaliśmy na wyniki badań” – powiedziała rzeczniczka Żaneta Głowacka. Dodała, że próbki stali trafiły już do laboratorium.",
            "Most zbudowano w 1931 roku, a ostatni remont zakończył się w 1998. Przejeżdżało nim około 70 pociągów na dobę, w tym 20 towarowych.",
        ],
        ["Strona główna", "Wiadomości", "Sport", "Pogoda", "Czytaj także: Nowy rozkład jazdy", "Komentarze",
         "Wreszcie ktoś podjął decyzję, ten most od lat wyglądał źle i każdy o tym wiedział.",
         "Autobusy zastępcze są przepełnione, rano nie da się wsiąść z wózkiem dziecięcym.", "Odpowiedz",
         "Wszelkie prawa zastrzeżone. Kopiowanie treści bez zgody wydawcy jest zabronione.",
         "Używamy plików cookie, aby poprawić działanie serwisu. Kliknij Akceptuję, aby wyrazić zgodę."],
    ),
}

NAV = ["Home", "World", "Politics", "Business", "Sport", "Culture", "Science", "Weather", "Video", "Podcasts", "Opinion", "Jobs"]
RELATED = [
    "Old bridge at Tarn to be closed for a year", "Five things to know about the new harbour tax",
    "Why the price of eggs fell in every town but one", "Photos: the night the lights went out in Brenner Street",
    "Cup final moved to Saturday after pitch floods", "Opinion: what the island needs is a second road",
    "Minister resigns over unpaid train fares", "The baker who feeds a whole valley", "Quiz: how well do you know the coast?",
    "School wins prize for garden on its roof", "Airline to fly to Kestle three times a week", "Watch: whale seen off the pier",
    "How a village got its railway back", "Doctors warn of early hay fever", "Review: a quiet film about loud people",
]
COMMENTS = [
    ("river_walker", "I have lived here for thirty years and nobody has ever asked us what we think about any of this. It would be nice if the reporters came down to the harbour and talked to people who work there every day."),
    ("Tomas B.", "With respect, the article leaves out that the council was warned about exactly this in 2016. I was at the meeting, I have the minutes, and three of the people who voted against it are still in office."),
    ("annika77", "Why is it always the small towns that pay? My sister had to drive for two hours to get her medicine, and the pharmacy in the next town was closed because of the holiday."),
    ("OldSalt", "My father helped to build the first one in 1961. They used better steel in those days, and they checked it every spring before the season began."),
    ("Reader 4471", "Good reporting, thank you. I would have liked to see a map, though, because half of the names mean nothing to people who do not live in the region."),
    ("M. Okoro", "The figures do not add up. If a quarter of the money was spent in the first year, then there should have been enough left for the repairs that were promised last autumn."),
    ("gridlock", "Every single winter the same story. In March everyone promises to act, in June everyone is on holiday, and in November we read this article again with another date on it."),
    ("Pilar", "Please remember that the crews on the ground are volunteers for the most part. They were up all night, and in the morning they went to their ordinary jobs as if nothing had happened."),
]
COOKIES = [
    "We value your privacy. We and our 184 partners store and access information on a device, such as cookies, and process personal data, such as unique identifiers, for personalised advertising and content, measurement, audience research and the development of services.",
    "With your permission we and our partners may use precise location data and identification through device scanning. You may click to consent to our and our partners' processing as described above, or you may refuse to consent or access more detailed information and change your preferences before consenting.",
    "Some processing of your personal data may not require your consent, but you have a right to object to such processing. Your preferences will apply to this website only. You can change them at any time by returning to this site and clicking the privacy button at the bottom of the page.",
]
NEWSLETTER = [
    "The Morning Sheet",
    "Our editors pick the five stories that matter and send them to you before breakfast, every weekday, for nothing.",
    "By signing up you agree to receive emails from us and accept that we use your address as set out in our privacy notice.",
]
LEGAL = [
    "All material on this site is protected by copyright and may not be reproduced, distributed, transmitted or otherwise used, except with the prior written permission of the publisher.",
    "The publisher is a member of the national press council. Complaints about accuracy or intrusion can be sent to the readers' editor, who will answer within ten working days.",
    "Registered office: 14 Quay Street. Company number 0099321. By using this site you accept the user agreement, the privacy notice and the cookie statement.",
]
BIO = [
    "Hanna Lind is a correspondent who covers the northern coast. She joined the paper in 2014 after six years in radio and has won two awards for her reports on fishing towns.",
    "Before that she worked as a teacher. She lives near Kestle with her family and can be reached at the address below.",
]
CAPTIONS = [
    ("The scene as it looked on the morning after, seen from the road to the north.", "Photograph: J. Field/Coastal Press"),
    ("Workers carry equipment past a line of parked cars.", "Image: Ina Holm / Pool"),
    ("A map on the wall of the town hall, marked by hand.", "Credit: North Agency"),
]
PROMO = [
    "Support independent local reporting from as little as two crowns a week. Your money pays for reporters who go and look.",
    "You have read three of your five free articles this month. Create a free account to go on reading.",
]

# A live blog: (day, clock, heading, paragraphs), oldest first.
LIVE = [
    ("2025-03-14", "07:05", "First warnings along the coast", [
        "The weather service has issued a red warning for the coast between Kestle and Port Elsing, with gusts of up to 130 kilometres an hour expected from mid-afternoon.",
        "Ferries to Orrin Island have been cancelled for the whole day."]),
    ("2025-03-14", "08:32", "Schools close in five districts", [
        "Schools in five districts will close at noon so that buses can be off the roads before the wind rises, the regional education office said."]),
    ("2025-03-14", "10:15", "Barrier to shut before evening", [
        "The water board says it will close the flood barrier at Port Elsing at about 18:00. Ships must be inside the port by half past four.",
        "“We would rather shut it twice too often than once too late,” an engineer told our reporter at the control room."]),
    ("2025-03-14", "12:48", "Trains stop north of Dalby", [
        "No trains are running north of Dalby after a tree fell on the line near Orme. The operator has called buses, but says that they will be full."]),
    ("2025-03-14", "15:20", "Roofs torn off in Northwick", [
        "Wind has torn the roofs off a warehouse and three houses in Northwick, the fire service says. One man was taken to hospital with a broken arm."]),
    ("2025-03-14", "18:02", "Gates at Port Elsing are closed", [
        "The gates of the barrier met two minutes ago, according to the water board. The sea outside stands 90 centimetres above the level in the estuary and is rising."]),
    ("2025-03-14", "21:37", "Thousands without power", [
        "About 8,400 homes are without power, most of them in the villages south of Castellar, the grid operator reports.",
        "Crews will not climb the masts before the wind drops below 80 kilometres an hour."]),
    ("2025-03-15", "00:25", "Surge passes its peak", [
        "The surge has passed its peak at Port Elsing. The gauge at the outer wall read 3.6 metres at midnight, 20 centimetres less than was feared."]),
    ("2025-03-15", "06:50", "What we know this morning", [
        "The warning has been lowered to yellow. Two people were injured in Northwick and Orme, and nobody is missing.",
        "The barrier will open again at about nine, once the tide has turned."]),
]
