/* The words of figure_words.h. In the form of clm_key_append; a word stands once in each field. */
#include "base/word_index.h"
#include "claims/figure_words.h"

extern const clm_word_list clm_word_lists_to_index[];
extern const size_t clm_word_lists_to_index_count;

#define SMALL(n, words)                                                                            \
    { CLM_FIGURE_NUMBER(CLM_NUMBER_SMALL, n), words }
#define TENS(n, words)                                                                             \
    { CLM_FIGURE_NUMBER(CLM_NUMBER_TENS, n), words }
#define TIMES(what, words)                                                                         \
    { CLM_FIGURE_NUMBER(CLM_NUMBER_TIMES, CLM_TIMES_##what), words }
#define VAGUE(what, words)                                                                         \
    { CLM_FIGURE_NUMBER(CLM_NUMBER_VAGUE, CLM_VAGUE_##what), words }
#define PART(n, words)                                                                             \
    { CLM_FIGURE_NUMBER(CLM_NUMBER_PART, n), words }
#define UNIT(what, words)                                                                          \
    { CLM_FIGURE_UNIT(CLM_UNIT_##what), words }
#define COUNT(what, words)                                                                         \
    { CLM_FIGURE_COUNT(CLM_COUNT_##what), words }
#define FATE(what, words)                                                                          \
    { CLM_FIGURE_FATE(CLM_FATE_##what), words }

const clm_word_list clm_word_lists_to_index[] = {
    SMALL(0, "zero"),
    SMALL(1, "one"),
    SMALL(2, "two"),
    SMALL(3, "three"),
    SMALL(4, "four"),
    SMALL(5, "five"),
    SMALL(6, "six"),
    SMALL(7, "seven"),
    SMALL(8, "eight"),
    SMALL(9, "nine"),
    SMALL(10, "ten"),
    SMALL(11, "eleven"),
    SMALL(12, "twelve"),
    SMALL(13, "thirteen"),
    SMALL(14, "fourteen"),
    SMALL(15, "fifteen"),
    SMALL(16, "sixteen"),
    SMALL(17, "seventeen"),
    SMALL(18, "eighteen"),
    SMALL(19, "nineteen"),
    TENS(20, "twenty"),
    TENS(30, "thirty"),
    TENS(40, "forty fourty"),
    TENS(50, "fifty"),
    TENS(60, "sixty"),
    TENS(70, "seventy"),
    TENS(80, "eighty"),
    TENS(90, "ninety"),
    TIMES(DOZEN, "dozen"),
    TIMES(HUNDRED, "hundred"),
    TIMES(THOUSAND, "thousand"),
    TIMES(LAKH, "lakh lakhs"),
    TIMES(MILLION, "million mn mln"),
    TIMES(CRORE, "crore crores"),
    TIMES(BILLION, "billion bn bln"),
    TIMES(TRILLION, "trillion trn"),
    VAGUE(TENS, "tens"),
    VAGUE(DOZENS, "dozens"),
    VAGUE(SCORES, "scores"),
    VAGUE(HUNDREDS, "hundreds"),
    VAGUE(THOUSANDS, "thousands"),
    VAGUE(MILLIONS, "millions"),
    VAGUE(BILLIONS, "billions"),
    PART(2, "half"),
    PART(3, "third thirds"),
    PART(4, "quarter quarters"),
    PART(5, "fifth fifths"),
    PART(6, "sixth sixths"),
    PART(7, "seventh sevenths"),
    PART(8, "eighth eighths"),
    PART(9, "ninth ninths"),
    PART(10, "tenth tenths"),

    UNIT(KM, "km kms kilometre kilometres kilometer kilometers"),
    UNIT(MI, "mi mile miles"),
    UNIT(M, "m metre metres meter meters"),
    UNIT(FT, "ft foot feet"),
    UNIT(MM, "mm millimetre millimetres millimeter millimeters"),
    UNIT(CM, "cm centimetre centimetres centimeter centimeters"),
    UNIT(INCH, "inch inches"),
    UNIT(YARD, "yard yards yd yds"),
    UNIT(HA, "ha hectare hectares"),
    UNIT(ACRE, "acre acres ac"),
    UNIT(DUNAM, "dunam dunams dunum dunums donum donums"),
    UNIT(KM2, "km2 sqkm"),
    UNIT(MI2, "mi2 sqmi"),
    UNIT(M2, "m2 sqm"),
    UNIT(T, "tonne tonnes ton tons"),
    UNIT(KG, "kg kgs kilogram kilograms kilogramme kilogrammes kilo kilos"),
    UNIT(GRAM, "gram grams gramme grammes"),
    UNIT(POUND, "pound pounds lb lbs"),
    UNIT(KPH, "kph kmh kmph"),
    UNIT(MPH, "mph"),
    UNIT(KNOT, "knot knots"),
    UNIT(PERCENT, "percent pct percentage"),
    UNIT(MAGNITUDE, "magnitude"),
    UNIT(MINUTE, "minute minutes"),
    UNIT(HOUR, "hour hours hr hrs"),
    UNIT(DAY, "day days"),
    UNIT(WEEK, "week weeks"),
    UNIT(MONTH, "month months"),
    UNIT(YEAR, "year years"),
    UNIT(DECADE, "decade decades"),
    UNIT(USD, "dollar dollars usd"),
    UNIT(EUR, "euro euros eur"),
    UNIT(GBP, "sterling gbp"),
    UNIT(RUB, "rouble roubles ruble rubles rub"),
    UNIT(JPY, "yen jpy"),
    UNIT(CNY, "yuan renminbi cny"),
    UNIT(UAH, "hryvnia hryvnias uah"),
    UNIT(INR, "rupee rupees inr rs"),
    UNIT(ZAR, "rand zar"),
    UNIT(NGN, "naira ngn"),
    UNIT(ILS, "shekel shekels ils"),
    UNIT(TRY, "lira liras"),
    UNIT(THB, "baht thb"),
    UNIT(KRW, "krw"),
    UNIT(MXN, "peso pesos mxn"),
    UNIT(BRL, "reais brl"),
    UNIT(SAR, "riyal riyals sar"),
    UNIT(AED, "dirham dirhams aed"),
    UNIT(CHF, "chf"),
    UNIT(SEK, "krona kronor sek"),
    UNIT(NOK, "nok"),
    UNIT(PLN, "zloty zlotys pln"),
    UNIT(HUF, "forint forints huf"),
    UNIT(MYR, "ringgit myr"),
    UNIT(IDR, "rupiah idr"),
    UNIT(BDT, "taka bdt"),
    UNIT(MMK, "kyat kyats mmk"),
    UNIT(ETB, "birr etb"),
    UNIT(KES, "kes"),
    UNIT(AUD, "aud"),
    UNIT(CAD, "cad"),
    UNIT(NZD, "nzd"),
    UNIT(HKD, "hkd"),

    COUNT(
        TROOPS,
        "troop troops soldier soldiers fighter fighters rebel rebels militant militants insurgent "
        "insurgents gunman gunmen guerrilla guerrillas guerilla guerillas jihadist jihadists "
        "jihadi jihadis terrorist terrorists mercenary mercenaries militiaman militiamen "
        "paratrooper paratroopers commando commandos serviceman servicemen servicewomen "
        "peacekeeper peacekeepers marine marines sailor sailors conscript conscripts recruit "
        "recruits reservist reservists infantryman infantrymen airman airmen separatist "
        "separatists extremist extremists infantry personnel combatant combatants attacker "
        "attackers assailant assailants bomber bombers sniper snipers operative operatives "
        "legionnaire legionnaires warrior warriors partisan partisans defender defenders "
        "infiltrator infiltrators raider raiders guardsman guardsmen gendarme gendarmes"),
    COUNT(PEOPLE,
          "people person persons man men woman women child children civilian civilians citizen "
          "citizens resident residents villager villagers migrant migrants demonstrator "
          "demonstrators protester protesters protestor protestors worker workers employee "
          "employees student students pupil pupils schoolchildren schoolgirl schoolgirls schoolboy "
          "schoolboys teacher teachers passenger passengers tourist tourists traveller travellers "
          "traveler travelers patient patients firefighter firefighters rescuer rescuers driver "
          "drivers pilot pilots farmer farmers neighbour neighbours neighbor neighbors boy boys "
          "girl girls baby babies infant infants newborn newborns toddler toddlers youth youths "
          "teenager teenagers teen teens voter voters volunteer volunteers national nationals "
          "local locals activist activists pensioner pensioners guest guests fan fans suspect "
          "suspects robber robbers survivor survivors miner miners fisherman "
          "fishermen inhabitant inhabitants homeowner homeowners officer officers member members "
          "refugee refugees evacuee evacuees asylum seeker seekers pilgrim pilgrims worshipper "
          "worshippers worshiper worshipers mourner mourners journalist journalists reporter "
          "reporters medic medics paramedic paramedics nurse nurses doctor doctors physician "
          "physicians staff crew crews crewman crewmen crewmember crewmembers expert experts "
          "engineer engineers technician technicians monk monks nun nuns priest priests imam imams "
          "settler settlers smuggler smugglers trafficker traffickers dissident dissidents "
          "opponent opponents supporter supporters shopper shoppers commuter commuters "
          "pedestrian pedestrians cyclist cyclists motorcyclist motorcyclists motorist motorists "
          "biker bikers walker walkers hiker hikers climber climbers skier skiers swimmer "
          "swimmers camper campers bystander bystanders onlooker onlookers spectator spectators "
          "adult adults elderly parent parents mother mothers father fathers brother brothers "
          "sister sisters son sons daughter daughters cousin cousins sibling siblings twin twins "
          "wife wives husband husbands couple grandchildren grandparents relative relatives "
          "friend friends herder herders nomad nomads pastoralist pastoralists trader traders "
          "vendor vendors labourer labourers laborer laborers occupant occupants tenant tenants "
          "customer customers visitor visitors client clients user users subscriber subscribers "
          "consumer consumers policeman policemen policewoman policewomen police constable "
          "constables cop cops agent agents guard guards lawyer lawyers scientist scientists "
          "researcher researchers investigator investigators inspector inspectors observer "
          "observers monitor monitors diver divers responder responders contractor contractors "
          "caretaker caretakers cleaner cleaners foreigner foreigners expatriate expatriates "
          "immigrant immigrants deportee deportees returnee returnees orphan orphans widow "
          "widows others females males female male individual individuals human humans "
          "ranger rangers hunter hunters porter porters cleric clerics bishop bishops "
          "parishioner parishioners congregant congregants attendee attendees participant "
          "participants marcher marchers striker strikers rioter rioters looter looters picketer "
          "picketers delegate delegates lawmaker lawmakers legislator legislators candidate "
          "candidates applicant applicants contact contacts carrier carriers offender offenders "
          "criminal criminals gangster gangsters accused defendant defendants convict convicts "
          "minor minors youngster youngsters girlfriend boyfriend partner partners grandmother "
          "grandfather grandson granddaughter uncle aunt nephew niece dependants dependents "
          "soul souls casualty casualties victim victims dweller dwellers musician musicians "
          "artist artists"),
    COUNT(ROLE,
          "leader leaders minister ministers president presidents official officials governor "
          "governors mayor mayors diplomat diplomats envoy envoys ambassador ambassadors commander "
          "commanders general generals politician politicians mp mps senator senators judge judges "
          "prosecutor prosecutors councillor councillors analyst analysts spokesman spokesmen "
          "aide aides adviser advisers advisor advisors chief chiefs king kings premier premiers "
          "secretary secretaries negotiator negotiators mediator mediators"),
    COUNT(FATALITIES, "fatality fatalities death deaths life lives body bodies corpse corpses "
                      "murder murders homicide homicides killing killings drowning drownings "
                      "remains"),
    COUNT(INJURED, "injury injuries wounding woundings"),
    COUNT(PRISONERS, "prisoner prisoners captive captives hostage hostages detainee detainees "
                     "inmate inmates pow "
                     "pows abductee abductees"),
    COUNT(CASES, "case cases infection infections"),
    COUNT(FAMILIES, "family families"),
    COUNT(HOUSEHOLDS, "household households"),
    COUNT(PLACES,
          "place places village villages town towns city cities settlement settlements hamlet "
          "hamlets district districts province provinces county counties state states region "
          "regions municipality municipalities township townships community communities "
          "neighbourhood neighbourhoods neighborhood neighborhoods suburb suburbs ward wards "
          "commune communes parish parishes prefecture prefectures department departments oblast "
          "oblasts governorate governorates canton cantons site sites location locations position "
          "positions base bases post posts outpost outposts point points area areas zone zones "
          "island islands camp camps checkpoint checkpoints crossing crossings station stations "
          "airport airports airfield airfields port ports harbour harbours harbor harbors facility "
          "facilities plant plants refinery refineries depot depots substation substations hub "
          "hubs shelter shelters centre centres center centers mine mines quarry quarries "
          "field fields farm farms ranch ranches beach beaches hill hills mountain mountains lake "
          "lakes river rivers valley valleys precinct precincts constituency constituencies "
          "stronghold strongholds enclave enclaves target targets hotspot hotspots locality "
          "localities country countries nation nations exclave exclaves borough boroughs "
          "reservoir reservoirs "
          "dam dams front fronts axis axes sector sectors park parks"),
    COUNT(BUILDINGS,
          "building buildings house houses home homes structure structures school schools hospital "
          "hospitals clinic clinics church churches mosque mosques temple temples shrine shrines "
          "shop shops store stores hotel hotels apartment apartments flat flats warehouse "
          "warehouses factory factories office offices market markets property properties "
          "dwelling dwellings residence residences bridge bridges road roads barn barns hut huts "
          "cabin cabins tower towers bungalow bungalows villa villas mansion mansions classroom "
          "classrooms restaurant restaurants cafe cafes pub pubs bar bars garage garages shed "
          "sheds tunnel tunnels hangar hangars silo silos synagogue synagogues monastery "
          "monasteries kindergarten kindergartens university universities library libraries "
          "museum museums prison prisons business businesses greenhouse greenhouses bunker "
          "bunkers pylon pylons"),
    COUNT(VEHICLES,
          "vehicle vehicles car cars bus buses truck trucks lorry lorries van vans tank tanks "
          "minibus minibuses motorcycle motorcycles motorbike motorbikes bike bikes bicycle "
          "bicycles taxi taxis ambulance ambulances jeep jeeps pickup pickups trailer trailers "
          "tractor tractors suv suvs train trains tram trams carriage carriages wagon wagons "
          "locomotive locomotives ship ships boat boats vessel vessels ferry ferries tanker "
          "tankers trawler trawlers yacht yachts dinghy dinghies warship warships frigate "
          "frigates submarine submarines helicopter helicopters plane planes aircraft airplane "
          "airplanes jet jets warplane warplanes airliner airliners fighterjet bulldozer "
          "bulldozers excavator excavators engine engines apc apcs coach coaches convoy convoys "
          "canoe canoes raft rafts"),
    COUNT(OBJECTS,
          "missile missiles rocket rockets drone drones shell shells bomb bombs mortar mortars "
          "grenade grenades howitzer howitzers gun guns rifle rifles weapon weapons pistol pistols "
          "bullet bullets landmine landmines munition munitions warhead warheads explosive "
          "explosives device devices projectile projectiles uav uavs balloon balloons launcher "
          "launchers crater craters tent tents tree trees animal animals cattle "
          "sheep goat goats cow cows pig "
          "pigs chicken chickens livestock ballot ballots vote votes dose doses vaccine vaccines "
          "vial vials test tests parcel parcels meal meals package packages bag bags container "
          "containers crate crates generator generators pump pumps buoy buoys satellite "
          "satellites camera cameras turbine turbines panel panels flight flights "
          "item items piece pieces sandbag sandbags document documents artefact artefacts "
          "torpedo torpedoes cannon cannons magazine magazines bodybag bodybags"),
    COUNT(EVENTS,
          "strike strikes airstrike airstrikes attack attacks raid raids clash clashes battle "
          "battles explosion explosions blast blasts incident incidents quake quakes earthquake "
          "earthquakes aftershock aftershocks tremor tremors fire fires wildfire wildfires blaze "
          "blazes bushfire bushfires flood floods landslide landslides tornado tornadoes tornados "
          "storm storms outbreak outbreaks violation violations protest protests rally rallies "
          "demonstration demonstrations march marches assault assaults bombing bombings shelling "
          "shellings sortie sorties skirmish skirmishes ambush ambushes accident accidents crash "
          "crashes collision collisions robbery robberies theft thefts burglary burglaries "
          "shooting shootings stabbing stabbings arson arsons rape rapes crime crimes offence "
          "offences offense offenses abduction abductions kidnapping kidnappings eruption "
          "eruptions outage outages blackout blackouts bombardment bombardments barrage barrages "
          "offensive offensives incursion incursions wave waves operation operations rescue "
          "rescues arrest arrests evacuation evacuations patrol patrols landing landings "
          "avalanche avalanches sinkhole sinkholes election elections riot riots meeting meetings "
          "breach breaches intrusion intrusions launch launches callout callouts "
          "engagement engagements"),
    COUNT(OTHER,
          "time times side sides way ways thing things reason reasons step steps option options "
          "talk talks loss losses gain gains party parties group groups team teams gang gangs "
          "company companies organisation organisations organization organizations agency agencies "
          "brigade brigades battalion battalions regiment regiments division divisions unit units "
          "force forces army armies fleet fleets squad squads round rounds charge charges count "
          "counts "
          "goal goals part parts percentage page pages word words seat seats law laws rule rules "
          "bill bills issue issues question questions topic topics stage stages phase phases "
          "report reports call calls letter letters claim "
          "claims threat threats killer killers visit visits appeal appeals"),

    FATE(KILLED, "kill kills killed killing slay slain slew murdered murder massacre massacred "
                 "execute executed executing executes assassinated behead beheaded "
                 "beheading lynched hanged gunned"),
    FATE(DIED,
         "die dies died dying dead death deaths drown drowns drowned drowning perish perished "
         "perishes fatally lives lifeless deceased fatality fatalities succumbed loss"),
    FATE(INJURED, "injure injures injured injuring injury injuries wound wounds wounded wounding "
                  "hurt hurts hurting maimed maiming"),
    FATE(MISSING, "missing unaccounted disappeared vanished"),
    FATE(CAPTURED,
         "prisoner prisoners captive captives hostage hostages capture captures captured "
         "capturing pow pows arrest arrests arrested arresting detain detains detained "
         "detaining jail jails jailed jailing imprison imprisoned imprisoning handcuffed"),
    FATE(
        MOVED,
        "evacuate evacuates evacuated evacuating displace displaces displaced displacing rescue "
        "rescues rescued rescuing flee flees fled fleeing strand strands stranded stranding trap "
        "traps trapped "
        "trapping shelter shelters sheltered sheltering homeless deport deports "
        " deported deporting expel expels expelled expelling airlift airlifted airlifting "
        "hospitalise hospitalised hospitalize hospitalized treated treating protest protests "
        "protested protesting rally rallies rallied rallying march marches marched marching gather "
        "gathers gathered gathering demonstrate demonstrated uproot uproots uprooted uprooting "
        "starve starving starved abduct abducts abducted abducting kidnap kidnaps kidnapped "
        "kidnapping enslaved resettled resettle employs employ employing infect infects infected "
        "infecting sicken sickened sickening quarantined vaccinated unemployed jobless "
        "survive survived surviving surrender surrendered surrenders surrendering released "
        "freed lived live living"),

    {CLM_FIGURE_QUALIFIER,
     "least than most of over above exceeding exceeded exceeds exceed up to many much as nearly "
     "almost under below about around some roughly approximately estimated circa just only "
     "additional another further least maximum minimum topped topping surpassed surpassing near "
     "approaching perhaps possibly well virtually practically approx reached reaching close all "
     "exactly precisely other"},
    {CLM_FIGURE_LABEL,
     "highway highways route routes interstate motorway section sections article articles "
     "resolution resolutions chapter flight phase level levels category no nos number numbers "
     "room gate platform type covid channel game match line page version reactor group class "
     "grade stage apartment flat unit annex amendment clause paragraph act mark chromosome "
     "formula boeing airbus agenda vision title proposition prop rule form model"},
    {CLM_FIGURE_CHANGE,
     "rise rises rose risen rising fall falls fell fallen falling grow grows grew grown growing "
     "increase increases increased increasing decrease decreased decreasing jump jumped jumping "
     "climb climbed climbing climbs drop drops dropped dropping decline declined declining double "
     "doubled up down raise raised raising revised cut reduced lowered lowering surge surged soar "
     "soared soaring slip slipped shrink shrank shrunk shrinking expand expanded expanding swelled "
     "swollen changed went gone pass passed passes passing reach reached reaches reaching exceed "
     "exceeded exceeds hit hits top tops topped stood stands"},
    {CLM_FIGURE_PASSED,
     "were was are is been be being have has had also still more others reportedly confirmed "
     "reported feared believed known thought presumed said now so far already officially left "
     "found listed declared remain remained remains reported dead there who that may might could "
     "would will to later subsequently then both all in total least at themselves either "
     "critically seriously severely badly slightly lightly gravely mortally instantly "
     "immediately allegedly apparently"},
    {CLM_FIGURE_TOLL, "toll tolls"},
    {CLM_FIGURE_OPENS, "a an few several many"},
    {CLM_FIGURE_TIME,
     "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
     "sat sun january february march april may june july august september october november "
     "december jan feb mar apr jun jul aug sep sept oct nov dec today tonight yesterday tomorrow "
     "overnight currently nowadays now midnight noon midday dawn dusk morning afternoon evening "
     "night second seconds minute minutes hour hours day days week weeks weekend month months "
     "year years decade decades century spring summer autumn winter peak height fortnight"},
};
const size_t clm_word_lists_to_index_count =
    sizeof clm_word_lists_to_index / sizeof clm_word_lists_to_index[0];
