/* places/use_words.c: see use_words.h. Sorted by word: "word:classes", a letter a class. */
#include "places/use_words.h"

#include <string.h>

/* One word a line would be six hundred lines. */
/* clang-format off */
static const char *const table[] = {
    "a:A", "about:N", "above:L", "access:M", "accuse:UV", "accused:UV", "accuses:UV", "across:L",
    "addressing:S", "adjacent:M", "administration:O", "advance:EM", "advanced:EM", "advancing:E",
    "afp:A", "after:B", "again:B", "against:N", "agency:A", "ago:B", "agree:UV", "agreed:U",
    "agrees:UV", "ahead:W", "aid:R", "airport:P", "airports:P", "airspace:P", "all:B", "along:L",
    "already:V", "also:BV", "ambassador:O", "amid:BL", "among:N", "an:A", "and:B", "announce:UV",
    "announced:SU", "announces:UV", "answer:R", "answers:R", "ap:A", "approach:E", "approaching:E",
    "approval:R", "approved:U", "approves:U", "are:V", "area:PW", "areas:PW", "argued:U",
    "argues:U", "arms:R", "army:O", "around:L", "arrive:M", "arrived:M", "arrives:M", "arriving:M",
    "as:N", "asked:U", "assault:E", "assaulted:E", "assaults:E", "assistance:R", "at:L",
    "attack:EW", "attacked:EH", "attacking:E", "attacks:EW", "attorney:O", "audience:A",
    "authorities:O", "back:MV", "backing:R", "bank:O", "banned:U", "bans:U", "battle:EW",
    "battles:E", "bbc:A", "beaches:P", "became:V", "because:B", "becomes:V", "before:B", "began:V",
    "begin:V", "begins:V", "believe:UV", "believed:U", "believes:UV", "besieged:EH", "between:N",
    "beyond:L", "biggest:P", "blackout:E", "blackouts:E", "blast:E", "bombard:E", "bombarded:E",
    "bombardment:EW", "bombed:EH", "bombing:EW", "border:PW", "borders:PW", "both:B", "bound:M",
    "boy:D", "bridge:P", "briefed:S", "briefing:S", "bring:M", "broadcaster:A", "brought:M",
    "bus:M", "buses:M", "businessman:D", "but:B", "by:N", "call:RV", "calls:RV", "came:M", "can:V",
    "cannot:V", "capital:PW", "capture:EW", "captured:EH", "captures:E", "capturing:E", "carried:M",
    "carries:M", "carry:M", "carrying:M", "ceasefire:T", "center:PW", "centre:PW", "chancellor:O",
    "chief:O", "cities:P", "city:PW", "claim:UV", "claimed:UV", "claims:UV", "close:M", "club:O",
    "cnn:A", "coach:O", "coast:PW", "coastline:P", "come:M", "comes:M", "coming:M", "commitment:R",
    "commitments:R", "companies:O", "company:O", "concerning:N", "concessions:R", "condemn:UV",
    "condemnation:R", "condemned:U", "condemns:UV", "conference:A", "confirm:V", "confirms:V",
    "conflict:T", "congress:O", "consider:U", "considered:U", "considers:UV", "continue:V",
    "continues:V", "control:EW", "controlled:E", "controlling:E", "controls:E", "could:V",
    "council:O", "counties:P", "countryside:P", "county:P", "couple:D", "court:O", "crisis:T",
    "criticism:R", "cross:E", "crossed:E", "crossing:E", "crowd:A", "crowds:A", "currently:V",
    "damaged:H", "days:B", "deal:T", "decided:U", "decides:U", "defence:OW", "defend:E",
    "defended:E", "defending:E", "defense:OW", "delays:V", "delegates:A", "delegation:O",
    "demand:RUV", "demanded:U", "demands:RUV", "denied:UV", "denies:UV", "deny:UV", "depart:M",
    "departed:M", "departing:M", "deploy:M", "deployed:M", "deploying:M", "deploys:MV", "deport:M",
    "deportation:M", "deported:M", "despite:B", "destroyed:EH", "devastated:E", "did:V",
    "diplomat:O", "diplomats:O", "district:P", "districts:P", "do:V", "does:V", "downtown:P",
    "dozens:B", "drive:M", "driven:M", "driver:D", "drives:M", "drove:M", "during:B", "each:B",
    "earlier:B", "early:B", "earthquake:E", "east:PW", "eastern:P", "edge:W", "eight:B",
    "embassy:O", "emigrated:M", "encircled:H", "enter:E", "entered:E", "entering:E", "enters:E",
    "entire:J", "envoy:O", "escape:EM", "escaped:EM", "escaping:E", "evacuate:E", "evacuated:EHM",
    "evacuation:E", "even:B", "every:B", "expect:UV", "expected:U", "expects:UV", "expel:M",
    "expelled:M", "explanation:R", "explanations:R", "explosion:E", "explosions:E", "export:M",
    "exported:M", "exporting:M", "exports:M", "face:V", "faces:V", "fall:W", "families:D",
    "family:D", "fans:O", "father:D", "fears:V", "ferry:M", "few:B", "fighting:E", "fire:EO",
    "fires:E", "firm:O", "first:J", "five:B", "fled:EM", "flee:EM", "fleeing:EM", "flees:EM",
    "flew:M", "flies:M", "flight:M", "flights:M", "flood:E", "flooded:H", "flooding:E", "floods:E",
    "flown:M", "fly:M", "flying:M", "for:N", "forces:O", "foreign:O", "four:B", "from:N", "front:P",
    "frontline:P", "funding:R", "get:V", "gets:V", "girl:D", "give:V", "gives:V", "go:M", "goes:M",
    "going:M", "gone:M", "government:O", "governor:O", "grandfather:D", "grandmother:D",
    "guarantee:R", "guarantees:R", "had:V", "half:W", "has:V", "have:V", "he:B", "head:M",
    "headed:M", "heading:M", "heads:M", "hear:R", "heard:R", "heart:W", "held:E", "help:R",
    "here:B", "hit:EH", "hits:E", "hitting:E", "hold:E", "holds:EV", "hope:UV", "hoped:U",
    "hopes:UV", "hospital:OP", "hospitals:P", "hundreds:B", "hurricane:E", "if:B", "immigrated:M",
    "import:M", "imported:M", "imports:M", "in:L", "incursion:E", "incursions:E", "independence:R",
    "independent:R", "information:R", "inside:L", "insist:UV", "insisted:U", "insists:UV",
    "instead:W", "instructions:R", "intelligence:O", "interview:AS", "into:L", "invade:E",
    "invaded:E", "invades:E", "invading:E", "invasion:ETW", "is:BV", "island:P", "islands:P",
    "it:B", "journalists:A", "journey:M", "judge:O", "jury:O", "just:B", "keep:V", "keeps:V",
    "killed:E", "king:O", "landfall:E", "largest:P", "last:BJ", "late:B", "later:B", "latest:T",
    "launches:V", "lawmakers:AO", "lawyer:O", "lawyers:O", "leadership:O", "leave:EM", "leaves:EM",
    "leaving:EM", "left:EM", "liberate:E", "liberated:EH", "liberation:EW", "lies:H", "like:N",
    "live:T", "locals:D", "located:H", "looks:V", "main:P", "makes:V", "man:D", "many:B", "map:W",
    "mapping:W", "march:M", "marched:M", "may:V", "mayor:O", "media:AO", "men:D", "message:R",
    "messages:R", "might:V", "migrate:M", "migrated:M", "military:O", "minister:O", "ministry:O",
    "money:R", "months:B", "more:B", "most:BJW", "mother:D", "mountains:P", "move:M", "moved:M",
    "moves:M", "moving:M", "much:W", "museum:P", "must:V", "native:D", "natives:D", "navy:O",
    "near:LM", "need:V", "needs:V", "negotiations:T", "negotiators:O", "neighborhood:P",
    "neighborhoods:P", "neighbourhood:P", "neighbourhoods:P", "never:V", "new:J", "news:A",
    "newspaper:AO", "newspapers:A", "next:BM", "nine:B", "nor:B", "north:PW", "northeast:PW",
    "northern:P", "northwest:PW", "not:V", "now:BV", "objected:U", "objects:U", "occupation:EW",
    "occupied:EH", "occupies:E", "of:N", "off:L", "offensive:E", "offered:U", "offers:U",
    "officer:O", "officers:O", "official:O", "officials:O", "on:N", "once:B", "one:B", "only:B",
    "onto:L", "or:B", "order:R", "ordered:U", "orders:RU", "other:B", "out:W", "outage:E",
    "outages:E", "outside:LW", "outskirts:PW", "over:B", "own:J", "paper:O", "park:P",
    "parliament:AO", "part:W", "parts:W", "peace:T", "people:DW", "permission:R", "person:D",
    "plan:UV", "planned:U", "plans:UV", "players:O", "pledged:U", "pledges:U", "police:O",
    "policy:O", "policymakers:O", "port:P", "ports:P", "premier:O", "president:O", "press:A",
    "pressure:R", "prime:O", "proposed:U", "proposes:U", "prosecutor:O", "prosecutors:O",
    "protect:E", "protecting:E", "province:P", "provinces:P", "pushback:R", "quake:E", "queen:O",
    "quiet:H", "raid:E", "raided:E", "raids:E", "reach:E", "reached:E", "reaches:E", "reaching:E",
    "reaction:R", "reactions:R", "reassurance:R", "reassurances:R", "recapture:EW", "recaptured:EH",
    "recently:V", "refuse:UV", "refused:U", "refuses:UV", "regarding:N", "regime:O", "region:PW",
    "regions:P", "reiterated:V", "reject:UV", "rejected:U", "rejects:UV", "relocate:M",
    "relocated:M", "remain:V", "remaining:J", "remains:V", "reportedly:V", "reporters:A",
    "request:R", "requests:R", "resident:D", "residents:DW", "response:R", "responses:R", "rest:W",
    "retain:E", "retains:E", "retake:E", "retaken:H", "retook:E", "retreat:M", "retreated:M",
    "return:M", "returned:M", "returning:M", "returns:M", "reuters:A", "river:P", "road:M",
    "rocked:H", "route:M", "said:SUV", "saying:S", "says:SUV", "school:O", "schools:O", "second:J",
    "secretary:O", "seek:UV", "seeks:UV", "seize:E", "seized:EH", "seizes:E", "seizing:E",
    "senate:O", "senator:O", "send:M", "sending:M", "sends:MV", "sent:M", "seven:B", "several:B",
    "shaken:H", "she:B", "shelled:EH", "shelling:EW", "sheriff:O", "ship:M", "shipment:M",
    "shipments:M", "shipped:M", "shipping:M", "ships:M", "shore:P", "shores:PW", "should:V",
    "side:W", "siege:EW", "signal:R", "signals:R", "signed:U", "signs:UV", "since:B", "sits:H",
    "situated:H", "six:B", "smuggled:M", "so:B", "soil:P", "soldiers:O", "some:B", "soon:B",
    "sought:U", "south:PW", "southeast:PW", "southern:P", "southwest:PW", "speaking:S", "speech:S",
    "spoke:S", "spokesman:O", "spokeswoman:O", "square:P", "stadium:P", "standoff:T", "stands:H",
    "startup:O", "statement:R", "statements:R", "station:P", "still:BV", "storm:E", "stormed:E",
    "street:P", "streets:PW", "strike:E", "strikes:E", "striking:E", "struck:EH", "student:D",
    "students:D", "suburb:P", "suburbs:PW", "support:RUV", "supported:U", "supporters:A",
    "supports:UV", "surround:E", "surrounded:EH", "surrounding:E", "swathes:W", "swaths:W",
    "take:M", "taken:M", "takes:V", "targeted:H", "team:O", "teen:D", "teenager:D", "television:A",
    "tells:S", "ten:B", "tensions:T", "territories:P", "territory:PW", "than:N", "that:B", "the:A",
    "then:B", "there:B", "they:B", "third:JW", "this:B", "threat:R", "threaten:UV", "threatened:U",
    "threatens:UV", "threats:R", "three:B", "through:L", "throughout:L", "to:N", "today:B",
    "told:S", "tomorrow:B", "tonight:B", "too:B", "took:M", "tornado:E", "tour:E", "toured:E",
    "toward:L", "towards:L", "town:PW", "towns:P", "train:M", "trains:M", "transfer:M",
    "transferred:M", "transferring:M", "travel:M", "traveled:M", "traveling:M", "travelled:M",
    "travelling:M", "travels:M", "trip:M", "trips:M", "troops:O", "truce:T", "tv:A", "twice:B",
    "two:B", "under:BH", "university:OP", "until:B", "update:T", "updates:T", "urge:UV", "urged:U",
    "urges:UV", "versus:N", "via:L", "village:PW", "villager:D", "villagers:D", "villages:P",
    "visit:EM", "visited:E", "visiting:E", "visits:EM", "voted:U", "votes:U", "vow:UV", "vowed:U",
    "vows:UV", "vs:N", "walk:M", "walked:M", "want:UV", "wanted:U", "wants:UV", "war:T", "warn:UV",
    "warned:UV", "warning:R", "warnings:R", "warns:UV", "wars:T", "was:V", "waters:P", "way:M",
    "we:B", "weapons:R", "weeks:B", "went:M", "were:V", "west:PW", "western:P", "when:B", "where:B",
    "whether:B", "which:B", "while:B", "who:B", "whole:J", "whom:B", "whose:B", "wildfire:E",
    "wildfires:E", "will:V", "with:N", "withdraw:M", "withdrawal:M", "withdrawing:M", "withdrawn:M",
    "withdrew:M", "within:L", "without:B", "woman:D", "women:D", "worshippers:A", "would:V",
    "wrote:S", "years:B", "yesterday:B", "yet:B", "you:B",
};
/* clang-format on */

/* Letters of the table in the order of the bits of clm_use_class. */
static const char letters[] = "LSAEMRPTODWHNJVBU";

enum { TABLE_COUNT = sizeof table / sizeof table[0] };

static int compare(clm_text key, const char *entry) {
    size_t i = 0;
    while (i < key.len && entry[i] != ':' && key.ptr[i] == entry[i]) {
        i++;
    }
    if (i == key.len) {
        return entry[i] == ':' ? 0 : -1;
    }
    if (entry[i] == ':') {
        return 1;
    }
    return (unsigned char)key.ptr[i] < (unsigned char)entry[i] ? -1 : 1;
}

static uint32_t classes_of(const char *entry) {
    uint32_t classes = 0;
    for (const char *at = strchr(entry, ':') + 1; *at != '\0'; at++) {
        const char *letter = strchr(letters, *at);
        if (letter != NULL) {
            classes |= 1u << (letter - letters);
        }
    }
    return classes;
}

uint32_t clm_use_classes(clm_text key) {
    size_t low = 0;
    size_t high = TABLE_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(key, table[middle]);
        if (order == 0) {
            return classes_of(table[middle]);
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return 0;
}

size_t clm_use_word_count(void) {
    return TABLE_COUNT;
}

clm_text clm_use_word_at(size_t index) {
    if (index >= TABLE_COUNT) {
        return (clm_text){NULL, 0};
    }
    return (clm_text){table[index], (size_t)(strchr(table[index], ':') - table[index])};
}
