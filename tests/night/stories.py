"""Invented news with real places, each with a claim that a map must show: story(number) gives (title, standfirst, paragraphs).

No two stories share more than a third of their runs of three words, so that only what is made a copy is one.
"""
import functools
import random
import re

PARAGRAPHS = 9
MOST_SHARED = 0.33

# Where, who fights there, who tells of it, and places of it that a gazetteer has.
THEATRES = [
    ("Kharkiv region", "Russian forces", "Ukraine's general staff", "Kupiansk Izium Vovchansk Chuhuiv Balakliia Lozova Borova"),
    ("Kursk region", "Ukrainian forces", "the regional governor", "Sudzha Rylsk Lgov Korenevo Kurchatov Glushkovo Oboyan"),
    ("Donetsk region", "Russian troops", "the Ukrainian army", "Pokrovsk Kramatorsk Sloviansk Toretsk Kostiantynivka Lyman Dobropillia"),
    ("Sumy region", "Russian units", "Ukraine's border service", "Sumy Konotop Shostka Okhtyrka Romny Trostianets"),
    ("the Gaza Strip", "Israeli troops", "the Gaza health ministry", "Rafah|Khan Younis|Gaza City|Deir al-Balah|Jabalia|Beit Hanoun"),
    ("North Kivu", "M23 rebels", "the Congolese army", "Goma Masisi Walikale Rutshuru Sake Beni Butembo"),
    ("Darfur", "the Rapid Support Forces", "the Sudanese army", "El Fasher|Nyala|El Geneina|Zalingei|Ed Daein|Kutum"),
    ("northern Syria", "government forces", "the defence ministry in Damascus", "Aleppo Idlib Hama Raqqa Manbij Afrin Hasakah"),
    ("northern Mali", "Islamist fighters", "the Malian army", "Gao Timbuktu Kidal Menaka Mopti Sévaré"),
    ("southern Somalia", "al-Shabaab fighters", "the Somali government", "Kismayo Baidoa Beledweyne Mogadishu Jowhar Afgooye"),
    ("Shan State", "rebel fighters", "the military in Naypyidaw", "Lashio Hsipaw Kutkai Muse Taunggyi Kengtung"),
    ("western Yemen", "Houthi forces", "Yemen's government", "Hodeidah Taiz Marib Sanaa Hajjah Ibb"),
]

# (headline, lead): every lead says who says it, of which place, and most say how much.
LEADS = [
    ("{F} advance {n} square km near {p}", "{F} advanced {n} square km near {p} over the past week, {s} said on {d}."),
    ("{k} people killed in shelling of {p}", "Shelling killed {k} people and wounded {m} in {p} on {d}, {s} said."),
    ("{F} seize villages near {p}", "{F} seized two villages near {p} after {k} days of fighting, {s} said on {d}."),
    ("Drone strikes depot in {p}", "A drone struck a fuel depot in {p} on {d} and wounded {k} workers, {s} said."),
    ("Thousands flee fighting near {p}", "About {h} people have fled fighting near {p} since {d}, {s} said."),
    ("Clashes reported south of {p}", "{F} clashed with local units {k} km south of {p} on {d}, {s} said."),
    ("Bridge destroyed in {p}", "An air strike destroyed a road bridge in {p} on {d}, killing {k} people, {s} said."),
    ("{F} withdraw from {p}", "{F} withdrew from {p} on {d} after holding it for {m} days, {s} said."),
    ("Army retakes hills near {p}", "Troops retook {n} square km of hills near {p} on {d}, {s} said."),
    ("Explosions heard in {p}", "Residents reported explosions in {p} on {d}, and {s} said that {k} houses had been damaged."),
    ("Artillery hits market in {p}", "Artillery fire hit a market in {p} on {d} and killed {k} people, {s} said."),
    ("Power cut in {p} after attack", "A missile attack on {p} on {d} left {h} homes without power, {s} said."),
]

BANK = [line for line in """
{F} also shelled the road between {q} and {r} with mortars, according to {s}.
Shelling of {q} damaged {m} homes and a school of {h} pupils, {s} said.
“We counted {m} impacts before noon,” said {w}, who runs a bakery in {q}.
Officials in {r} said a drone had hit a grain store there and started a fire.
{s2} said its units had repelled {k} attacks near {q} since {d2}.
Aid workers reached {r} with {m} lorries of flour and water tanks on {d2}.
A hospital in {q} took in {m} wounded, among them {k} children, said the doctor {w}.
The claim could not be checked independently, and {s2} made no comment on {r}.
About {h} people spent the night in cellars of {q}, the mayor {w} said.
Engineers were repairing the pumping station of {r}, which lost power {k} times this month.
{w}, a driver of {age}, said he had left {q} with nothing but his papers.
Mines were found along the railway to {r}, and trains will not run before {d2}.
“Nobody sleeps here any more,” said {w}, a teacher of {age} from {r}.
Prices of bread have doubled in {q} since {month}, traders at the market said.
A monitoring group counted {h} strikes on {r} and its suburbs since {month}.
Satellite pictures of {month} show new trenches {k} km north of {q}.
The governor ordered families with children to leave {m} settlements around {q}.
Two ambulances were hit on the way to {r}; one medic, {w}, was killed.
Negotiators are to meet in {month}, but {w}, a diplomat, expects little of it.
The river crossing at {q} was closed after a barge with {h} sacks of rice sank.
Telephone lines to {r} have been down since {d2}, residents who left it said.
{s2} called the report about {q} exaggerated and spoke of {k} dead at most.
Snow and mud slowed columns of lorries west of {r}, said the colonel {w}.
A warehouse of the food programme in {q} was looted by about {m} armed men.
“My brother stayed to feed the animals,” said {w}, {age}, on the road out of {q}.
Volunteers dug {m} graves behind the church of {r} during the first week of {month}.
The airport near {q} reopened for {k} hours so that medicine could be flown in.
In {r}, a court opened a case against {w}, who is accused of selling fuel.
Cholera was found in {k} camps outside {q}, and {h} doses of vaccine are on the way.
Farmers around {r} said {n} hectares of wheat had burned between two fronts.
{s} published a video of {k} minutes that is said to show the outskirts of {q}.
A convoy of {m} buses left {r} before dawn under a flag of the Red Cross.
The head of the union of teachers, {w}, said lessons in {q} would go online.
Fragments of a rocket fell on a garage in {r} and burned {k} cars.
Since {month} the front near {q} has moved by no more than {k} km, analysts say.
Water is sold from tanks in {r} at {m} coins a bucket, three times as much as before.
{w}, who studies the war at a university abroad, doubts that {q} can be held long.
Customs officers at the crossing near {r} stopped {m} lorries without papers.
Prisoners were exchanged on {d2}: {m} men returned to {q}, according to their families.
An electricity line of {h} volts feeds both {q} and {r}; it was cut on {d2}.
The bishop of {r}, {w}, asked both sides for a truce of {k} days.
Rain filled the trenches east of {q} and made the tracks to {r} hard to pass.
A shop owner, {w}, said soldiers had paid for {m} tins of fish and left.
Insurance firms no longer cover lorries that go beyond {q}, a trader said in {month}.
Nurses in {r} work in shifts of {m} hours because half of them have fled.
{F} used glide bombs against {q} for the first time since {month}, {s} said.
The school in {r} where {w} teaches has lost its roof and {k} of its rooms.
Divers looked for the pilot of a jet that is said to have crashed {k} km from {q}.
Help is slow: of {h} blankets promised in {month}, {m} have come to {r}.
The last train from {q} carried {h} people and stopped at every village.
Radio stations of {r} warned listeners of marauders in uniforms without badges.
A minister, {w}, promised {h} coins to every household of {q} whose home is gone.
Shepherds saw {m} lorries with guns move past {r} towards the hills at night.
Bakers of {q} bake {h} loaves a day with flour that lasts until {month}.
A committee under {w} is to count the damage in {r}; first figures are due in {month}.
Observers were turned back at a checkpoint {k} km short of {q} on {d2}.
One shell went through the museum of {r} and left its {m} carpets unharmed.
The dam above {q} stands, but {w}, its engineer, wants the water lowered by {k} metres.
Young men of {r} are called up to the age of {age}, a decree of {month} says.
For {k} weeks no newspaper has been printed in {q}, the editor {w} said by telephone.
Fishermen stay in port at night since {m} boats were shot at near {r}.
At {q}, ice on the road turned over {k} buses, and {w} of the police warned drivers.
""".strip().split("\n")]

FIRST = "Olena Ivan Marta Yusuf Amina Karim Leila Joseph Grace Denis Halima Petro Sami Noor Chantal Aung Mariam Viktor Salma Tomas".split()
LAST = "Hrytsenko Odhiambo Farouk Kovalchuk Haddad Mbeki Sorokin Traoré Warsame Lwin Bondar Saleh Mugisha Petrenko Aziz Diallo Osman".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October".split()


def runs(text):
    """Its runs of three words, as copies are known by."""
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:]))


def draw(number, attempt):
    dice = random.Random(f"{number}/{attempt}")
    region, force, says, places = THEATRES[number % len(THEATRES)]
    places = places.split("|" if "|" in places else None)
    headline, lead = LEADS[dice.randrange(len(LEADS))]
    p = places[dice.randrange(len(places))]

    def fill(template):
        q, r = dice.sample([x for x in places if x != p], 2)
        values = dict(p=p, q=q, r=r, F=force[0].upper() + force[1:], s=says, s2="The other side", d=dice.choice(DAYS),
                      d2=dice.choice(DAYS), n=dice.randrange(11, 60), k=dice.randrange(3, 10), m=dice.randrange(12, 90),
                      h=f"{dice.randrange(1, 9)},{dice.randrange(1, 9)}00", w=f"{dice.choice(FIRST)} {dice.choice(LAST)}",
                      age=dice.randrange(19, 81), month=dice.choice(MONTHS))
        text = template.format(**values)
        return text[0].upper() + text[1:], values

    lead_text, values = fill(lead)
    title = headline.format(**values)
    body = [fill(line)[0] for line in dice.sample(BANK, 2 * (PARAGRAPHS - 1))]
    paragraphs = [lead_text] + [" ".join(body[2 * i:2 * i + 2]) for i in range(PARAGRAPHS - 1)]
    return title, f"What is known of the fighting around {p} in {region}.", paragraphs


@functools.cache
def stories(count):
    """The first `count` stories, each unlike those before it, also by its title."""
    made, sums, titles = [], [], set()
    for number in range(count):
        for attempt in range(200):
            story = draw(number, attempt)
            these = runs(" ".join(story[2]))
            least = [len(these & other) / min(len(these), len(other)) for other in sums]
            if story[0] not in titles and max(least, default=0) < MOST_SHARED:
                break
        else:
            raise AssertionError(f"no story {number} that is unlike all others")
        made.append(story)
        sums.append(these)
        titles.add(story[0])
    return made
