/* The words of use_words.h, by class; in each list sorted. In the form of clm_key_append. */
#include "base/word_index.h"
#include "places/use_words.h"

extern const clm_word_list clm_word_lists_to_index[];
extern const size_t clm_word_lists_to_index_count;

const clm_word_list clm_word_lists_to_index[] = {
    {USE_LOCATIVE,
     "aboard above across along amid around at atop beside beyond in inside into near off onto "
     "outside round through throughout toward towards via within"},
    {USE_SPEECH,
     "addressing announced briefed briefing interview said saying says speaking speech spoke "
     "tells told wrote"},
    {USE_AUDIENCE,
     "a afp after afternoon agency an ap at audience bbc briefing broadcaster by cabinet call "
     "ceremony cnn committee conference correspondents crowd crowds daily delegates diplomats "
     "during early evening event forum friday gathering hearing her his interview investors its "
     "joint journalists late lawmakers media meeting monday morning mourners mps news newspaper "
     "newspapers on parliament phone press rally reporters reuters saturday service summit "
     "sunday supporters talks telephone televised television the their thursday to tuesday tv "
     "video visit wednesday weekly worshippers"},
    {USE_EVENT,
     "advance advanced advancing annex annexed approach approaching assault assaulted assaults "
     "attack attacked attacking attacks battered battle battles besieged blackout blackouts "
     "blanketed blast blockaded bomb bombard bombarded bombardment bombed bombing bombings "
     "border bordering borders capture captured captures capturing choked collapse control "
     "controlled controlling controls covered covers crash cross crossed crossing defend "
     "defended defending derailment destroyed devastated devastating drenched earthquake "
     "encircle encircling engulfed enter entered entering enters escape escaped escaping "
     "evacuate evacuated evacuation explosion explosions fighting fire fires flattened fled flee "
     "fleeing flees flood flooding floods gripped grips held hit hits hitting hold holds "
     "hurricane incursion incursions inundated invade invaded invades invading invasion killed "
     "killing killings landfall lashed leave leaves leaving left leveled levelled liberate "
     "liberated liberation looted neighboring neighbouring occupation occupied occupies "
     "offensive outage outages overran overrun paralysed paralyzed pounded protect protecting "
     "protest protests pummeled quake quit raid raided raids rally ravaged ravages razed reach "
     "reached reaches reaching recapture recaptured retain retains retake retook riot riots rock "
     "rocked rocks sealed seize seized seizes seizing shake shakes shelled shelling shook "
     "shooting shootings siege stabbing storm stormed strafed strike strikes striking struck "
     "submerge submerged surround surrounded surrounding sweeps swept torched tornado tour "
     "toured touring visit visited visiting visits wildfire wildfires"},
    {USE_MOTION,
     "access adjacent advance advanced arrive arrived arrives arriving back bound bring brought "
     "bus buses came carried carries carry carrying close come comes coming connection "
     "connections depart departed departing deploy deployed deploying deploys deport deportation "
     "deportations deported drive driven drives drove emigrated escape escaped evacuated "
     "expedition expel expelled export exported exporting exports ferry fled flee fleeing flees "
     "flew flies flight flights flown fly flying go goes going gone head headed heading heads "
     "immigrated import imported imports journey journeys leave leaves leaving left march "
     "marched migrate migrated mission missions move moved moves moving near next operation "
     "operations pilgrimage relocate relocated retreat retreated return returned returning "
     "returns road route routes send sending sends sent service ship shipment shipments shipped "
     "shipping ships smuggled smuggling take taken took tour train trains transfer transferred "
     "transferring travel traveled traveling travelled travelling travels trek trip trips visit "
     "visits voyage walk walked way went withdraw withdrawal withdrawing withdrawn withdrew"},
    {USE_RESPONSE,
     "aid alarm alarmed anger angry answer answers approval arms assistance attitude attitudes "
     "backing call calls commitment commitments concern concerned concerns concessions "
     "condemnation criticism demand demands doubt doubts explanation explanations frustration "
     "funding guarantee guarantees hear heard help hostility independence independent "
     "information instructions message messages money order orders outrage permission pressure "
     "pushback reaction reactions reassurance reassurances request requests resentment response "
     "responses signal signals statement statements support threat threats warning warnings "
     "weapons worried worry"},
    {USE_PLACE_NOUN,
     "airbase airbases airfield airport airports airspace apartment apartments area areas arena "
     "armory avenue bakery bar barracks barrage base basement bases bay bazaar beach beaches "
     "biggest block blocks border borders boulevard boundary bridge building buildings bunker "
     "bypass cafe camp camps campus canal capital cathedral cemetery center centre chapel "
     "checkpoint checkpoints church churches cinema cities city clinic coast coastal coastline "
     "college common complex consulate corners corridor cottage counties countries countryside "
     "county court courthouse courtroom courts crossing crossings dam dams depot desert district "
     "districts dock docks downtown drive east eastern elementary embankment embassy enclave "
     "estate estates expressway factories factory farm farms fields flat flats footpath "
     "foreshore forest forests freeway front frontier frontline gallery garage garden gardens "
     "governorate grassland gym hall harbor harbour headquarters heights highway hill hills home "
     "homes hospital hospitals hotel hotels hotspot hub interior intersection island islands "
     "jail jails junction lake lakes landfill lane largest library lighthouse main mainland mall "
     "mansion market markets marsh metro metropolis mine mines monastery mosque mosques motel "
     "motorway mountain mountains museum nations neighborhood neighborhoods neighbourhood "
     "neighbourhoods nightclub north northeast northern northwest oblast orphanage outback "
     "outlet outskirts palace parish park parkway pavement peninsula pier place places plains "
     "plant plants plaza pocket port ports prefecture prison prisons province provinces pub pubs "
     "quarter quarters raion ranch refinery region regions reservoir restaurant restaurants "
     "river rivers road roads rooftop route routes ruins runway school schools shelter shelters "
     "shipyard shop shops shore shoreline shores shrine shrines sidewalk site sites skyline slum "
     "slums soil south southeast southern southwest square stadium states station steppe store "
     "stores strait street streets strip suburb suburban suburbs subway supermarket synagogue "
     "tavern temple temples terminal terrace territories territory theater theatre tower towers "
     "town towns township townships trail trenches tunnel tunnels turnpike university valley "
     "venue villa village villages volcano wall ward wards warehouse waterfront waters west "
     "western wharf woods zone zones zoo"},
    {USE_TOPIC,
     "accord accords agreement agreements ceasefire conflict crisis deal dispute famine genocide "
     "invasion issue landings latest live massacre negotiations pact peace protocol question "
     "standoff tensions treaty trials truce update updates uprising war wars"},
    {USE_ORGANISATION,
     "academy administration administrators admiral agencies agency airline airlines airways "
     "alliance allies ambassador archbishop army assembly association athletic attorney "
     "authorities authority ballet bank battalion bishop board brigade bureau businesses cabinet "
     "campaign captain chair chamber chancellor chief club clubs coach college command commander "
     "commanders commission commissioner committee companies company congress conservatives "
     "consulate cops coroner corp corporation corps council councillor councillors court "
     "crescent defence defender defense delegates delegation democrats department departments "
     "deputies detectives diplomat diplomats division embassy envoy fans fc federation fighters "
     "fire firefighters firm forces foreign foundation front fund general generals goalkeeper "
     "government governor group guard head hospital inc initiative institute institution "
     "intelligence investors jets judge junta jury king lawmakers lawyer lawyers leader leaders "
     "leadership league legislature ltd manager mayor media midfielder military militia militias "
     "minister ministers ministry movement mps museum navy negotiating negotiators network "
     "newspaper observatory office officer officers official officials opera opposition "
     "orchestra paper parliament party patriarch patrol players plc police policy policymakers "
     "premier president prime prosecutor prosecutors queen rcmp rebels red regime regiment "
     "regulator republicans rovers ruler school schools secretary senate senator service "
     "services sheriff society soldiers spies spokesman spokesperson spokeswoman spy squad "
     "startup striker symphony team teams traders troops trust union united universities "
     "university wanderers warplanes watchdog"},
    {USE_RESIDENT,
     "actor actress artist artists author baby band boy brother brothers businessman "
     "businesswoman citizen citizens councilman couple cyclist doctor doctors driver duo "
     "families family farmer farmers father girl grandfather grandmother grandparents infant "
     "lawyer lawyers locals man men mother motorist musician musicians native nativeborn natives "
     "nurse pensioner people person pilgrim pilgrims poet rapper resident residents schoolboy "
     "schoolgirl shopkeeper shopkeepers singer sister sisters student students teacher teachers "
     "teen teenager teenagers teens toddler trader villager villagers voter voters woman women "
     "worker workers writer youth youths"},
    {USE_OF_PLACE,
     "ahead airspace all area areas attack attacks banks battle bombardment bombing border "
     "borders bridge bridges bulk capital capture cent center centre cities city coast "
     "coastline control defence defense departments deserts district districts east edge fall "
     "fifth fifths forests governorate governorates gulf half heart hills instead interior "
     "invasion isle isles jungle jungles kingdom liberation map mapping most mountains mouth "
     "much north northeast northwest occupation out outside outskirts part parts people "
     "percent portion portions provinces quarter quarters recapture region regions republic "
     "residents rest shelling shores side siege skyline south southeast southwest states "
     "strait straits streets suburbs surroundings swathe swathes swaths tenth tenths "
     "territory third thirds town towns townships valley village villages west"},
    {USE_HARMED,
     "attacked besieged bombed captured damaged destroyed encircled evacuated flooded hit "
     "liberated lies located occupied quiet recaptured retaken rocked seized shaken shelled sits "
     "situated stands struck surrounded targeted under"},
    {USE_RELATION,
     "about against among as between by concerning for from like of on regarding than to versus "
     "vs with"},
    {USE_FILLER, "entire first last most new own remaining second third whole"},
    {USE_VERB,
     "accuse accused accuses agree agrees already also announce announces appear appeared "
     "appears are arent await awaits back became becomes began begin begins believe believes "
     "boasts bought broke brought built burned burns call calls came can cannot cant caught "
     "chose claim claimed claims condemn condemns confirm confirms considers continue continued "
     "continues could couldnt currently cut delays demand demands denied denies deny deploys did "
     "didnt do does doesnt dont drew drove ended erupted expect expects face faces fears fell "
     "felt flew fought found froze gave get gets give gives got grew had hadnt has hasnt have "
     "havent heard held hid hit holds hope hopes insist insists is isnt keep keeps kept knew "
     "laid launches lay led left lent let lets lie lies look looks lost made makes may met might "
     "must need needs never not now paid plan plans put ran reacted recently refuse refuses "
     "reiterated reject rejects remain remains reportedly respond responded retaliated rode rose "
     "said sank saw says seek seeks seemed seems sends sent set shook shot should shouldnt signs "
     "slept sold spent still stole stood struck suffered suffers support supports swept takes "
     "thought threaten threatens threw told took tore urge urges vow vows want wants warn warned "
     "warns was wasnt went were werent will woke won wont would wouldnt wrote"},
    {USE_BREAK,
     "about abroad after again ago alike all almost alone alongside also although amid and "
     "another around because before besides both but days despite dozens during each earlier "
     "early eight even every everywhere far fast few five forever four friday hard he her here "
     "him his hundreds i if instead is it its just last late later long many me meanwhile midday "
     "midnight monday months more moreover most much my nearly next nine noon nor now once one "
     "only or other our over overnight per plus rather regardless saturday seven several she "
     "since six so some soon still sunday ten than that their them then there they this though "
     "three thursday today together tomorrow tonight too tuesday twice two under unless until "
     "upon via we wednesday weeks when where whether which while who whom whose without years "
     "yesterday yet you your"},
    {USE_WILL,
     "accuse accused accuses adopt adopted adopts afford agree agreed agrees allows announce "
     "announced announces apologised apologized appointed appoints approve approved approves "
     "argued argues asked asking backed backs ban banned bans believe believed believes borrowed "
     "bought boycott boycotted buy buys celebrate celebrates claim claimed claims compete "
     "competed competes condemn condemned condemns consider considered considering considers "
     "contended contends decided decides demand demanded demanding demands denied denies deny "
     "elect elected elects enact enacted enacts endorse endorsed endorses expect expected "
     "expects expelled funded funds handed hire hired hires hope hoped hopes host hosted hosts "
     "impose imposed imposes imposing insist insisted insists introduced introduces invest "
     "invested invests join joined joins launch launched launches legalised legalize legalized "
     "lifted lobbied mandated mandates negotiate negotiated negotiates objected objects offered "
     "offers oppose opposed opposes ordered orders owes paid pass passed passes pay pays plan "
     "planned planning plans pledged pledges proposed proposes proposing pursue pursues ratified "
     "ratify recalled recalls refuse refused refuses refusing reject rejected rejects repeal "
     "repealed requires responded responds retaliate retaliated said says seek seeking seeks "
     "sell sells signed signs sold sought spend spends spent sue sued sues suing summoned "
     "summons support supported supports threaten threatened threatening threatens unveiled "
     "unveils urge urged urges urging veto vetoed vote voted votes vow vowed vowing vows want "
     "wanted wants warn warned warns weighing"},
    {USE_CALENDAR,
     "apr april aug august christmas dec december easter feb february friday jan january jul "
     "july jun june mar march may monday nov november oct october ramadan saturday sep sept "
     "september sunday thursday tuesday wednesday"},
    {USE_MEDIA,
     "broadcaster bulletin chronicle courier daily dispatch examiner gazette globe guardian "
     "herald independent inquirer journal mail mirror monitor news newspaper observer post press "
     "radio review sentinel star sun telegraph television times today tribune tv weekly"},
    {USE_EVENT_NAME,
     "accord accords agreement agreements award awards biennale carnival championship "
     "championships communique competition conference convention conventions cup declaration "
     "derby election elections expo fair famine festival forum games genocide initiative "
     "landings marathon massacre meet memorandum olympics open pact paralympics plan prix prize "
     "process protocol protocols race referendum revolution series show spring summit talks "
     "tournament treaties treaty trials uprising war wars"},
    {USE_TITLE,
     "ambassador archbishop attorney ayatollah bishop captain cardinal ceo chair chairman "
     "chairperson chairwoman chancellor chief colonel commander commissioner congressman "
     "congresswoman constable coroner councillor councilman councilor councilwoman crown deputy "
     "director emir emperor envoy executive foreign general gov governor head imam judge justice "
     "king lawmaker leader mayor minister mla mp patriarch pm pope premier president prime "
     "prosecutor queen rabbi rep representative ruler secretary sen senator sheriff spokesman "
     "spokesperson spokeswoman sultan treasurer vice warden"},
    {USE_NOBLE,
     "baron baroness count countess duchess duke earl emir emperor empress king lady lord "
     "marquess prince princess queen shah sultan tsar viscount"},
    {USE_ADJUNCT,
     "ancient central coastal continental distant downtown east eastern far faraway greater "
     "historic inland inner lower mainland metropolitan mid modern nearby neighboring "
     "neighbouring north northeast northern northwest occupied old outer rural south southeast "
     "southern southwest suburban upper urban west western"},
    {USE_SPORT,
     "beat beating beats coach defeat defeated defeats draw draws drew edge edged eliminated "
     "face faced goal goals host hosted hosts kickoff knocked lead leads led loan lose loses "
     "losing lost match matches overcame play played playing plays promoted qualified qualify "
     "relegate relegated relegation score scored scores season sign signed signs striker stunned "
     "thrash thrashed thrashes trail trailed unbeaten visitors win wins won"},
    {USE_TONGUE,
     "alphabet broadcast chanted dialect dialects fluent grammar language languages learn "
     "learned learning learnt lessons phrase phrases print printed read reads recited sang "
     "shouted shouting sing speak speaker speakers speaking speaks spoke spoken studied study "
     "studying subtitles sung taught teach teaches teaching translate translated translation "
     "translations translator understand understands word words writes written"},
    {USE_ASSOCIATED,
     "accent anthem baseball basketball bonds brand brands budget campaign citizenship "
     "constitution cuisine culture currency derby economies economist economy election elections "
     "embassy employees exports fans farmers fashion flag flags food football hockey industries "
     "industry jobs law laws lawyer lawyers legislation malady market markets native natives "
     "news passport passports politics producer producers products regulations regulators "
     "residents shares statute statutes stocks style tax taxes teachers team teams visa visas "
     "voters wine workers"},
    {USE_UNREST, "deescalation peace reconciliation rivalry stability tension tensions unity"},
    {USE_ABOUT,
     "article book books comments conference consultations debate debates dialogue discussion "
     "discussions document documentary documents expert experts film focus issue meeting "
     "negotiations policies policy position question questions referendum remarks report reports "
     "resolution speech stance statement statements summit talk talks vote"},
    {USE_MATCH,
     "batsman batsmen batting bowler championship championships coach coached defenceman derby "
     "fixture fixtures forward fullback goalkeeper goalless halftime homer inning innings kickoff "
     "league leagues midfielder nba nfl nhl offside overtime pitcher playoff playoffs quarterback "
     "quarterfinal rebounds referee relegated relegation scorer seeded semifinal semifinals "
     "shortstop standings striker striker touchdown touchdowns tournament unbeaten wicket wickets "
     "winger"},
    {USE_HOME, "born educated grew hails lives raised resides"},
};

const size_t clm_word_lists_to_index_count =
    sizeof clm_word_lists_to_index / sizeof *clm_word_lists_to_index;
