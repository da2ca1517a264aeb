/* The word lists: what the claim reader knows of English words beside cues and triggers. */
#include "claims/lexicon.h"

#define V(sem, words)                                                                              \
    { 'v', 0, (sem), CLM_ST_NONE, words }
#define N(sem, words)                                                                              \
    { 'n', 0, (sem), CLM_ST_NONE, words }
#define S(sem, type, words)                                                                        \
    { 'n', 0, (sem), CLM_ST_##type, words }
#define X(pos, sem, words)                                                                         \
    { 'x', (pos), (sem), CLM_ST_NONE, words }

const clm_form_list clm_form_lists[] = {
    /* function words */
    X(CLM_POS_BE, 0, "am is are was were be been being isnt arent wasnt werent"),
    X(CLM_POS_HAVE, 0, "have has had having havent hasnt hadnt"),
    X(CLM_POS_DO, 0, "do does did doesnt dont didnt"),
    X(CLM_POS_MD, 0,
      "will would can could may might must shall should cannot cant wont wouldnt "
      "couldnt shouldnt mustnt"),
    X(CLM_POS_NOT, CLM_SEM_NEGATIVE, "not never no n't neither nor none"),
    X(CLM_POS_TO | CLM_POS_IN, 0, "to"),
    X(CLM_POS_DT, 0,
      "the a an this these those each every some any both all such another other "
      "many several few more most much own same half"),
    X(CLM_POS_THAT | CLM_POS_DT, 0, "that"),
    X(CLM_POS_PRP, 0, "i he she we they it you"),
    X(CLM_POS_OBJ, 0, "me him her us them himself herself themselves itself"),
    X(CLM_POS_PPS, 0, "my his her its our their your whose"),
    X(CLM_POS_PRP, 0, "everyone someone anyone nobody everybody somebody there"),
    X(CLM_POS_CC, 0, "and or but nor yet"),
    X(CLM_POS_SUB, 0,
      "because although though whereas unless whether if when where while whilst "
      "until once so how why"),
    X(CLM_POS_SUB | CLM_POS_IN, 0, "as after before since despite than"),
    X(CLM_POS_WH, 0, "who which whom what"),
    X(CLM_POS_IN, 0,
      "in on at by with without from into onto of for about against between among amid during "
      "within through throughout toward towards near around across along behind beyond under over "
      "above below inside outside off out up down per via versus like unlike including except "
      "besides concerning regarding following opposite past upon till back near round alongside "
      "amidst"),
    X(CLM_POS_RB, 0,
      "also now then here today yesterday tomorrow tonight overnight already still just only even "
      "again ever soon later earlier recently currently formerly previously once often always "
      "usually sometimes reportedly allegedly apparently meanwhile however therefore thus instead "
      "together away abroad nearby elsewhere too very quite rather almost nearly about roughly "
      "approximately around maybe perhaps indeed finally eventually immediately almost ago "
      "yet well further deeper closer deep farther twice home north south east west northeast "
      "northwest southeast southwest "
      "partly fully completely largely mostly mainly"),
    X(CLM_POS_JJ, 0,
      "first new old large small big major minor full whole former current recent latest last next "
      "previous early late high low long short strong heavy local national international foreign "
      "federal military civilian political economic public private main key top senior several "
      "northern southern eastern western central northeastern northwestern southeastern "
      "southwestern good bad possible likely unlikely able ready clear certain sure serious "
      "important dead alive missing free open nuclear joint massive severe fresh additional extra "
      "aware prepared ambitious peaceful dangerous safe sick ill absolute positive negative true "
      "false wrong right own entire various different same second third fourth armed angry calm "
      "responsible guilty innocent direct indirect available independent confident concerned "
      "hopeful wary due"),
    X(CLM_POS_JJ, 0, "active present"),
    X(CLM_POS_CD, 0,
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
      "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
      "hundred thousand million billion trillion dozen hundreds thousands millions billions "
      "dozens scores zero"),
    /* time */
    S(CLM_SEM_WEEKDAY, NONE, "monday tuesday wednesday thursday friday saturday sunday"),
    X(CLM_POS_NN, CLM_SEM_WEEKDAY, "mon tues wed thurs fri sat sun"),
    X(CLM_POS_NN, CLM_SEM_MONTH,
      "january february march april may june july august september october november december jan "
      "feb mar apr jun jul aug sept sep oct nov dec"),
    N(0, "transport traffic export import"), /* verbs too */
    N(CLM_SEM_TIME, "second minute hour day week weekend month year decade century night morning "
                    "afternoon evening midnight noon dawn dusk midday season spring summer autumn "
                    "winter fortnight quarter moment period"),
    /* forces */
    S(CLM_SEM_FORCE, MILITARY,
      "troop soldier army military navy brigade battalion regiment division squadron paratrooper "
      "commando serviceman/servicemen artillery infantry marine fleet submarine sailor conscript "
      "garrison peacekeeper convoy warplane gunship defender airman/airmen"),
    S(CLM_SEM_FORCE, ARMED_GROUP,
      "fighter rebel militant militia militiaman/militiamen insurgent guerrilla mercenary jihadist "
      "terrorist gunman/gunmen separatist extremist warlord invader occupier"),
    S(CLM_SEM_FORCE, ARMED_GROUP,
      "isis/isis taliban/taliban hamas/hamas hezbollah/hezbollah houthi shabaab/shabaab"),
    {'n', 0, CLM_SEM_FORCE, CLM_ST_MILITARY,
     "force unit formation enemy/enemies troops/troops "
     "forces/forces ally"},
    N(CLM_SEM_WEAPON | CLM_SEM_OBJECT, "weapon missile rocket drone shell bomb tank jet "
                                       "aircraft/aircraft ammunition munition mortar "
                                       "howitzer gun rifle mine grenade arm warhead bullet"),
    /* people and roles */
    N(CLM_SEM_PEOPLE,
      "people/people person man/men woman/women child/children civilian citizen resident villager "
      "migrant demonstrator protester worker employee student pupil teacher passenger tourist "
      "patient firefighter rescuer driver pilot farmer family household neighbour neighbor boy "
      "girl baby youth teenager crowd voter volunteer crew national local activist pensioner guest "
      "fan inmate suspect gang robber attacker thief/thieves worshipper pilgrim looter rioter "
      "burglar "
      "mourner camper shopper commuter relative medic paramedic climber hiker "
      " victim survivor miner fisherman/fishermen dweller "
      "inhabitant homeowner officer"),
    S(CLM_SEM_PEOPLE, WITNESS, "resident villager survivor neighbour neighbor local"),
    N(CLM_SEM_PEOPLE | CLM_SEM_VICTIM, "prisoner captive hostage detainee refugee evacuee casualty "
                                       "fatality"),
    S(CLM_SEM_ROLE, OFFICIAL,
      "president minister premier chancellor governor mayor official secretary ambassador diplomat "
      "envoy commissioner spokesman/spokesmen spokeswoman/spokeswomen spokesperson aide adviser "
      "advisor administrator deputy chief head leader king queen prince princess emir sheikh "
      "sultan "
      "pope representative councillor councilor delegate prefect inspector regulator sheriff "
      "coordinator treasurer undersecretary marshal pm"),
    S(CLM_SEM_ROLE, POLITICAL,
      "senator congressman/congressmen congresswoman/congresswomen lawmaker politician mp "
      "candidate "
      "nominee legislator parliamentarian democrat republican strategist campaigner lobbyist "
      "pollster frontrunner challenger campaign party opposition speaker"),
    S(CLM_SEM_ROLE, MILITARY,
      "general commander colonel major captain lieutenant sergeant admiral "
      "brigadier veteran"),
    S(CLM_SEM_ROLE, EXPERT,
      "analyst expert professor scientist researcher economist historian doctor lawyer attorney "
      "author geologist meteorologist forecaster seismologist forester ecologist engineer "
      "consultant "
      "scholar academic physician psychologist biologist epidemiologist director chairman/chairmen "
      "chairwoman/chairwomen executive ceo founder manager owner editor columnist commentator "
      "contributor host coach player star actor singer writer blogger"),
    S(CLM_SEM_ROLE, RELIGIOUS,
      "bishop archbishop priest imam rabbi cardinal pastor cleric "
      "patriarch"),
    S(CLM_SEM_ROLE, WITNESS,
      "witness eyewitness bystander onlooker mother father parent brother "
      "sister son daughter wife husband friend"),
    S(CLM_SEM_ROLE, COURT, "judge prosecutor magistrate justice"),
    S(CLM_SEM_ROLE, POLICE,
      "policeman/policemen policewoman/policewomen detective cop constable "
      "superintendent"),
    S(CLM_SEM_ROLE, MEDIA, "journalist reporter correspondent anchor"),
    S(CLM_SEM_ROLE, ANONYMOUS, "source insider supporter critic opponent observer"),
    /* organisations */
    S(CLM_SEM_ORG, GOVERNMENT,
      "government ministry department cabinet authority parliament senate congress administration "
      "council embassy consulate kremlin pentagon state municipality regime junta presidency "
      "commission committee bureau"),
    S(CLM_SEM_ORG, POLICE, "police"),
    S(CLM_SEM_ORG, AGENCY, "agency service observatory centre center institute institution office"),
    S(CLM_SEM_ORG, COURT, "court tribunal jury"),
    S(CLM_SEM_ORG, MEDIA,
      "newspaper broadcaster media/media press tv television radio news/news "
      "outlet magazine channel network tabloid website tass reuters bbc cnn nbc "
      "cbs abc afp xinhua interfax politico bloomberg"),
    S(CLM_SEM_ORG, COMPANY,
      "company firm corporation manufacturer airline operator utility bank "
      "airport employer supplier retailer"),
    S(CLM_SEM_ORG, NGO,
      "charity ngo group organisation organization union association foundation "
      "federation coalition alliance movement"),
    S(CLM_SEM_ORG, IGO, "un unicef unhcr nato eu imf iaea osce nations"),
    S(CLM_SEM_ORG, EXPERT, "university thinktank hospital"),
    S(CLM_SEM_DOC, DOCUMENT,
      "report document statement poll survey study figure statistic record filing memo letter "
      "email transcript footage video image photograph photo audit analysis/analyses data/data "
      "estimate assessment findings finding article book ad advertisement census tally lawsuit "
      "complaint indictment dossier log paper evidence research exit"),
    S(CLM_SEM_DOC, MONITOR, "map satellite monitor tracker"),
    N(CLM_SEM_SPEECH, "comment remark word speech interview tweet post message announcement claim "
                      "allegation accusation address briefing testimony quote"),
    X(CLM_POS_NN, CLM_SEM_TITLE,
      "mr mrs ms miss dr sir lord lady dame gen col maj capt lt sgt adm prof rev sen rep gov hon "
      "mx brig cmdr"),
    /* land and things */
    N(CLM_SEM_AREA, "territory land area ground border frontier frontline front position foothold "
                    "pocket stronghold zone line enclave part swath swathe strip acre hectare "
                    "settlement outskirts/outskirts heights/heights buffer salient"),
    N(CLM_SEM_KIND, "region province oblast district county state city town village hamlet suburb "
                    "country republic prefecture island islands peninsula capital neighbourhood "
                    "neighborhood township ward commune parish municipality governorate canton "
                    "municipality coast valley"),
    N(CLM_SEM_BUILT | CLM_SEM_OBJECT,
      "house home building bridge road highway street school hospital factory plant depot port "
      "warehouse shop store church mosque apartment block flat dam pipeline railway station "
      "terminal refinery substation runway tunnel motorway lane track structure property airfield "
      "base headquarters/headquarters tower museum library crossing checkpoint checkpoints mall "
      "market hotel roof wall fence camp stadium facility infrastructure plant reactor"),
    N(CLM_SEM_BUILT, "embassy consulate office branch border"),
    N(CLM_SEM_OBJECT, "vehicle car bus truck lorry train plane helicopter ship boat vessel ferry "
                      "tanker tree body/bodies flight animal ballot weapon tent arrest"),
    N(CLM_SEM_HAZARD,
      "storm flood flooding fire wildfire blaze earthquake quake tremor aftershock tsunami "
      "landslide "
      "mudslide eruption hurricane typhoon cyclone tornado avalanche drought bushfire volcano rain "
      "rainfall snow snowfall blizzard heatwave thunderstorm hail lava flame inferno floodwater "
      "downpour wind gale"),
    /* plain nouns that would be taken for verbs or names */
    N(0, "war effort talk peace plan attempt effort situation condition operation activity mission "
         "number total percent rate price cost money fund deal agreement issue problem question "
         "reason result case fact way thing time place end side member team programme program "
         "project policy law rule order power control security defence defense health food water "
         "energy oil gas economy trade market election vote campaign interest concern threat risk "
         "damage death injury loss victory defeat peak height share response reaction decision "
         "meeting visit trip tour ceremony event incident accident crash crime investigation trial "
         "hearing charge sentence conviction case appeal ruling verdict murder process role level "
         "language identity culture history religion life world nation society community member"),
    N(CLM_SEM_UNIT,
      "kilometre kilometer mile metre meter foot/feet hectare acre tonne ton kilogram "
      "euro/euros dollar pound rouble ruble yen yuan"),
    X(CLM_POS_NN, CLM_SEM_UNIT, "km kms sqkm km2 km² ha m mi ft kg kph mph mm pct percent degrees"),
    /* verbs */
    V(CLM_SEM_GOING_ON, "continue remain keep/kept/kept stay persist"),
    V(CLM_SEM_ATTEMPT, "try attempt struggle strive aim bid/bid/bid work"),
    V(CLM_SEM_NEGATIVE, "fail prevent avoid stop halt thwart prohibit"),
    V(CLM_SEM_EVENTFUL, "happen occur begin/began/begun start erupt break/broke/broken"),
    V(0,
      "go/went/gone come/came/come get/got/got make/made/made take/took/taken give/gave/given "
      "see/saw/seen know/knew/known think/thought/thought feel/felt/felt leave/left/left "
      "bring/brought/brought put+/put/put run+/ran/run hold/held/held meet/met/met send/sent/sent "
      "stand/stood/stood lose/lost/lost win+/won/won fall/fell/fallen lead/led/led rise/rose/risen "
      "grow/grew/grown show/showed/shown tell/told/told say/said/said mean/meant/meant "
      "speak/spoke/spoken write/wrote/written read/read/read hear/heard/heard find/found/found "
      "become/became/become let+/let/let set+/set/set cut+/cut/cut hit+/hit/hit "
      "spread/spread/spread "
      "sit+/sat/sat lie/lay/lain draw/drew/drawn drive/drove/driven eat/ate/eaten fly/flew/flown "
      "flee/fled/fled fight/fought/fought catch/caught/caught buy/bought/bought sell/sold/sold "
      "build/built/built spend/spent/spent teach/taught/taught seek/sought/sought "
      "shoot/shot/shot strike/struck/struck sink/sank/sunk swear/swore/sworn tear/tore/torn "
      "throw/threw/thrown wear/wore/worn choose/chose/chosen forget+/forgot/forgotten "
      "freeze/froze/frozen hide/hid/hidden rebuild/rebuilt/rebuilt withdraw/withdrew/withdrawn "
      "overrun+/overran/overrun retake/retook/retaken undertake/undertook/undertaken "
      "overthrow/overthrew/overthrown feed/fed/fed steal/stole/stolen light/lit/lit "
      "bear/bore/borne beat/beat/beaten blow/blew/blown cast/cast/cast cost/cost/cost "
      "slay/slew/slain nab+ sandbag+ burst/burst/burst ring/rang/rung dig+/dug/dug hang/hung/hung "
      "slide/slid/slid split+/split/split stick/stuck/stuck swim+/swam/swum spring/sprang/sprung "
      "swell/swelled/swollen shed+/shed/shed swing/swung/swung wake/woke/woken spin+/spun/spun "
      "grind/ground/ground creep/crept/crept strew/strewed/strewn "
      "hurt/hurt/hurt pay/paid/paid ride/rode/ridden shut+/shut/shut sing/sang/sung "
      "sleep/slept/slept foresee/foresaw/foreseen shake/shook/shaken sweep/swept/swept "
      "lay/laid/laid bleed/bled/bled burn/burned/burned "),
    V(0,
      "use want need ask call help turn move play live believe provide include lose like "
      "face follow change watch allow add open close walk offer remember love consider appear "
      "serve die expect join attend ruin support oppose pass reach raise drop+ stop+ plan+ "
      "demand commemorate honour honor brief obtain clarify respond end stall delay bolster "
      "search maintain establish enter travel arrive return depart cross approach gather host "
      "welcome receive accept reject approve agree sign vote elect campaign resign retire appoint "
      "ban+ limit restrict impose lift grant issue adopt enforce target protect defend guard "
      "secure save rescue treat evacuate relocate shelter threaten attack assault bomb shell "
      "destroy damage kill injure wound arrest detain capture seize control occupy gain retain "
      "deploy station mobilise mobilize advance retreat surrender encircle besiege surround "
      "launch test develop produce manufacture supply deliver export import transport cause "
      "affect impact suffer experience survive recover repair restore replace remove clear clean "
      "collect release publish reveal unveil broadcast/broadcast/broadcast air film photograph "
      "record post share question interview quote cite mention discuss debate argue negotiate "
      "resume suspend cancel postpone schedule prepare organise organize hold mark celebrate "
      "protest march demonstrate rally chant clash disperse block barricade riot loot charge "
      "convict sentence jail imprison prosecute sue accuse blame suspect identify name describe "
      "investigate examine inspect monitor track measure estimate count calculate rank compare "
      "increase decrease reduce cover extend expand stretch span+ shrink/shrank/shrunk last "
      "crush collapse explode erupt crash collide derail capsize plunge engage operate patrol+ "
      "base head flow erode flood drown melt evaporate pour damage topple uproot knock cause "
      "report claim state note suggest announce deny confirm warn insist urge order instruct "
      "create represent contain hope look seem involve belong exist depend deserve intend decide "
      "fear worry care hand push pull press carry apply employ hire fire invest fund finance "
      "tax earn save buy trade compete lack miss ensure guarantee enable force compel+ admit+ "
      "commit+ occur+ permit+ submit+ refer+ transfer+ control+ regret+ expel+ repel+ propel+ "
      "present honour exchange lock trap+ strand hospitalise hospitalize quarantine vaccinate "
      "infect test isolate diagnose fuel spark trigger prompt provoke heighten escalate ease "
      "alleviate intensify worsen improve strengthen weaken undermine escape stave fend ward "
      "storm raid infiltrate penetrate breach ambush intercept down+ jam+ hack sabotage poison "
      "stab+ rob+ murder assassinate abduct kidnap+ rape torture abuse execute hang behead "
      "smuggle traffic mine demine defuse detonate construct erect inaugurate demolish plant "
      "harvest farm graze log+ deforest expropriate confiscate nationalise nationalize annex "
      "recognise recognize reclaim recapture regain liberate oust eject conquer invade cede "
      "relinquish abandon hand yield"),
};
const size_t clm_form_list_count = sizeof clm_form_lists / sizeof *clm_form_lists;
