/* claims/lexicon.h: English words as the claim reader needs them (private).
 *
 * The tables (lexicon_lists.c, lexicon_cues.c, lexicon_events.c) hold lemmas; a small program run
 * by the build inflects them and writes one static hash table of word forms, so that nothing is
 * built at run time. Thread rule: constant data. */
#ifndef CLM_CLAIMS_LEXICON_H
#define CLM_CLAIMS_LEXICON_H

#include "base/word_index.h"

/* What a form can be. A form may be several things ("strikes": verb and noun). */
enum {
    CLM_POS_VB = 1 << 0,   /* verb, base form */
    CLM_POS_VZ = 1 << 1,   /* verb, third person */
    CLM_POS_VD = 1 << 2,   /* verb, past */
    CLM_POS_VN = 1 << 3,   /* verb, past participle */
    CLM_POS_VG = 1 << 4,   /* verb, -ing */
    CLM_POS_NN = 1 << 5,   /* noun, singular */
    CLM_POS_NS = 1 << 6,   /* noun, plural */
    CLM_POS_JJ = 1 << 7,   /* adjective */
    CLM_POS_RB = 1 << 8,   /* adverb */
    CLM_POS_IN = 1 << 9,   /* preposition */
    CLM_POS_DT = 1 << 10,  /* determiner */
    CLM_POS_PRP = 1 << 11, /* personal pronoun as a subject */
    CLM_POS_OBJ = 1 << 12, /* pronoun as an object */
    CLM_POS_PPS = 1 << 13, /* possessive pronoun */
    CLM_POS_CC = 1 << 14,  /* and, or, but */
    CLM_POS_SUB = 1 << 15, /* subordinator */
    CLM_POS_MD = 1 << 16,  /* modal */
    CLM_POS_HAVE = 1 << 17,
    CLM_POS_BE = 1 << 18,
    CLM_POS_DO = 1 << 19,
    CLM_POS_NOT = 1 << 20,
    CLM_POS_TO = 1 << 21,
    CLM_POS_WH = 1 << 22, /* who, which, whom, whose */
    CLM_POS_CD = 1 << 23, /* number word */
    CLM_POS_THAT = 1 << 24
};
#define CLM_POS_VERB (CLM_POS_VB | CLM_POS_VZ | CLM_POS_VD | CLM_POS_VN | CLM_POS_VG)
#define CLM_POS_NOUN (CLM_POS_NN | CLM_POS_NS)
#define CLM_POS_AUX (CLM_POS_MD | CLM_POS_HAVE | CLM_POS_BE | CLM_POS_DO)

/* What a lemma means, as far as rules ask for it. */
enum {
    CLM_SEM_FORCE = 1 << 0,  /* troops, army, rebels */
    CLM_SEM_PEOPLE = 1 << 1, /* people, citizens, migrants */
    CLM_SEM_ROLE = 1 << 2,   /* president, spokesman: one person with an office */
    CLM_SEM_ORG = 1 << 3,    /* ministry, police */
    CLM_SEM_DOC = 1 << 4,    /* map, report, poll */
    CLM_SEM_TITLE = 1 << 5,  /* Mr, Dr, Gen */
    CLM_SEM_SPEECH = 1 << 6, /* comments, statement */
    CLM_SEM_AREA = 1 << 7,   /* territory, land, border, positions */
    CLM_SEM_BUILT = 1 << 8,  /* house, bridge, road */
    CLM_SEM_HAZARD = 1 << 9, /* storm, flood, fire */
    CLM_SEM_WEEKDAY = 1 << 10,
    CLM_SEM_MONTH = 1 << 11,
    CLM_SEM_TIME = 1 << 12, /* day, week, month, year, hour */
    CLM_SEM_KIND = 1 << 13, /* region, village, town */
    CLM_SEM_UNIT = 1 << 14,
    CLM_SEM_WEAPON = 1 << 15,
    CLM_SEM_VICTIM = 1 << 16,   /* prisoner, casualty, refugee */
    CLM_SEM_ATTEMPT = 1 << 17,  /* try, attempt */
    CLM_SEM_GOING_ON = 1 << 18, /* continue, remain, keep */
    CLM_SEM_NEGATIVE = 1 << 19, /* fail, refuse, no, never, without */
    CLM_SEM_EVENTFUL = 1 << 20, /* happen, occur, take place */
    CLM_SEM_OBJECT = 1 << 21    /* vehicle, drone, ship: a thing that is counted */
};

/* Kinds of sources; the contract's words by clm_source_type_name. */
enum {
    CLM_ST_NONE = 0,
    CLM_ST_OFFICIAL,
    CLM_ST_GOVERNMENT,
    CLM_ST_MILITARY,
    CLM_ST_ARMED_GROUP,
    CLM_ST_STATE_MEDIA,
    CLM_ST_MEDIA,
    CLM_ST_MONITOR,
    CLM_ST_NGO,
    CLM_ST_IGO,
    CLM_ST_AGENCY,
    CLM_ST_POLICE,
    CLM_ST_COMPANY,
    CLM_ST_EXPERT,
    CLM_ST_RELIGIOUS,
    CLM_ST_WITNESS,
    CLM_ST_ANONYMOUS,
    CLM_ST_COURT,
    CLM_ST_DOCUMENT,
    CLM_ST_POLITICAL,
    CLM_ST_COUNT
};
const char *clm_source_type_name(int type); /* NULL for CLM_ST_NONE and beyond */

/* What a token is: a shallow part of speech. */
typedef enum clm_tag {
    CLM_TAG_PUNCT = 0,
    CLM_TAG_NUM,
    CLM_TAG_NAME, /* a capitalised word that is no function word; a mention of a place */
    CLM_TAG_NOUN,
    CLM_TAG_ADJ,
    CLM_TAG_DET,
    CLM_TAG_PRON,
    CLM_TAG_POSS, /* his, its, 's */
    CLM_TAG_PREP,
    CLM_TAG_TO,
    CLM_TAG_CC,
    CLM_TAG_SUB,
    CLM_TAG_THAT, /* as a conjunction or relative */
    CLM_TAG_WH,
    CLM_TAG_ADV,
    CLM_TAG_NOT,
    CLM_TAG_AUX, /* be, have, do before another verb or alone */
    CLM_TAG_MODAL,
    CLM_TAG_FIN,  /* a finite full verb */
    CLM_TAG_PART, /* past participle: after have or be, or a reduced relative */
    CLM_TAG_ING,
    CLM_TAG_INF,
    CLM_TAG_OPEN /* of a word in the lexicon: its neighbours decide */
} clm_tag;

/* What is asked of a token so often that it is kept. */
enum {
    CLM_MARK_COMMA = 1,
    CLM_MARK_DASH = 2,
    CLM_MARK_FINITE = 4,
    CLM_MARK_CUE = 8,     /* rows of cues begin with the word */
    CLM_MARK_EVENT = 16,  /* rows of triggers do */
    CLM_MARK_NUMBER = 32, /* a number may begin here */
    CLM_MARK_TIME = 64,   /* it may carry a time */
    CLM_MARK_CUT = 128    /* a clause may end before it */
};

/* One word form. */
typedef struct clm_word {
    const char *form;
    const char *lemma;
    uint64_t lemma_hash; /* clm_hash64 */
    uint32_t pos;
    uint32_t sem;
    uint16_t event_start, cue_start; /* into clm_event_order and clm_cue_order */
    uint8_t event_count, cue_count;  /* rows whose first word has this lemma */
    uint8_t source_type;
} clm_word;

/* Where a word's hash leads: a table without collisions, so that one look settles a word and no
 * branch has to be foretold. The high half of the hash, times the factor that all words with the
 * same low bits share, gives the slot; lexicon_gen finds factors that bring all words to slots of
 * their own. **Source:** D. Belazzougui, F. Botelho, M. Dietzfelbinger, "Hash, displace, and
 * compress", 2009. */
typedef struct clm_lexicon_slot {
    uint32_t check; /* low half of the word's hash */
    uint16_t word;  /* number of the word plus 1; 0: none */
    uint8_t tag;    /* that the word has beside any words, if it is no name; else CLM_TAG_OPEN */
    uint8_t marks;  /* CLM_MARK_CUE, _EVENT, _NUMBER, _TIME; the last two also where word is 0 */
} clm_lexicon_slot;
enum { CLM_LEXICON_SLOTS = 12288, CLM_LEXICON_FACTORS = 4096 };
extern const clm_lexicon_slot clm_lexicon_slots[];
extern const uint16_t clm_lexicon_factors[];
extern const clm_word clm_lexicon_words[];

static inline size_t clm_lexicon_place(uint64_t hash, uint16_t factor) {
    const uint32_t spread = (uint32_t)(hash >> 32) * factor;
    return (size_t)((uint64_t)spread * CLM_LEXICON_SLOTS >> 32);
}

/* What is known of the word whose clm_hash64 is `hash`: no word and CLM_TAG_OPEN for one that no
 * list has. One unlisted word in four milliards is taken for a listed one. */
static inline clm_lexicon_slot clm_lexicon_probe(uint64_t hash) {
    const uint16_t factor = clm_lexicon_factors[hash % CLM_LEXICON_FACTORS];
    const clm_lexicon_slot *at = &clm_lexicon_slots[clm_lexicon_place(hash, factor)];
    const unsigned hit = 0u - (unsigned)(at->check == (uint32_t)hash);
    return (clm_lexicon_slot){(uint32_t)hash, (uint16_t)(at->word & hit),
                              (uint8_t)((at->tag & hit) | ((unsigned)CLM_TAG_OPEN & ~hit)),
                              (uint8_t)(at->marks & hit)};
}

/* The word by a slot's number, NULL for 0. */
static inline const clm_word *clm_lexicon_word(unsigned number) {
    return number != 0 ? &clm_lexicon_words[number - 1] : NULL;
}

/* ---- tables ---- */

/* Words of one kind: `words` are lemmas parted by spaces; a verb may give past and participle
 * ("go/went/gone"), a noun its plural ("man/men"); "+" after a verb doubles its last letter. */
typedef struct clm_form_list {
    char kind;    /* 'v' verb, 'n' noun, 'x' form as it stands */
    uint32_t pos; /* for 'x' */
    uint32_t sem;
    uint8_t source_type;
    const char *words;
} clm_form_list;
extern const clm_form_list clm_form_lists[];
extern const size_t clm_form_list_count;

typedef enum clm_cue_class {
    CLM_CUE_ASSERT = 0,
    CLM_CUE_CLAIM,
    CLM_CUE_CONFIRM,
    CLM_CUE_ADMIT,
    CLM_CUE_ANNOUNCE,
    CLM_CUE_REPORT,
    CLM_CUE_MEASURE,
    CLM_CUE_DENY,
    CLM_CUE_ALLEGE,
    CLM_CUE_ORDER,
    CLM_CUE_URGE,
    CLM_CUE_WARN,
    CLM_CUE_INTEND,
    CLM_CUE_CONSIDER,
    CLM_CUE_PREDICT,
    CLM_CUE_BELIEVE,
    CLM_CUE_APPARENT,
    CLM_CUE_QUESTION,
    CLM_CUE_SUPPORT,
    CLM_CUE_OPPOSE,
    CLM_CUE_REFUSE,
    CLM_CUE_TOPIC,
    CLM_CUE_CLASS_COUNT
} clm_cue_class;

/* What may follow a cue, or stand before it, so that it introduces what somebody says. */
enum {
    CLM_FRAME_THAT = 1,    /* that + clause */
    CLM_FRAME_CLAUSE = 2,  /* a clause without that */
    CLM_FRAME_QUOTE = 4,   /* a quotation right after it, or that it ends, or a colon */
    CLM_FRAME_AFTER = 8,   /* it follows what is said: "..., X said", "..., said X" */
    CLM_FRAME_TO = 16,     /* to + verb, also with an object before it */
    CLM_FRAME_PREP = 32,   /* about, of, for, on, against ... */
    CLM_FRAME_OBJECT = 64, /* a noun phrase */
    CLM_FRAME_WH = 128,    /* how, why, what, whether */
    CLM_FRAME_SILENT =
        256 /* an attribution, but nobody spoke: the outlet tells it ("X seeks to") */
};
#define CLM_FRAME_SPEECH                                                                           \
    (CLM_FRAME_THAT | CLM_FRAME_CLAUSE | CLM_FRAME_QUOTE | CLM_FRAME_AFTER | CLM_FRAME_WH)

typedef struct clm_cue_entry {
    const char *pattern; /* lemmas parted by spaces */
    uint8_t cue_class;
    uint8_t modality; /* clm_modality */
    uint16_t frames;
} clm_cue_entry;
extern const clm_cue_entry clm_cue_entries[];
extern const size_t clm_cue_entry_count;
const char *clm_cue_class_name(int cue_class);

/* Conditions of a trigger. */
enum {
    CLM_TRIGGER_VERB = 1,
    CLM_TRIGGER_NOUN = 2,
    CLM_TRIGGER_PEOPLE_OBJ = 4,   /* what is acted on are people */
    CLM_TRIGGER_FORCE_SUBJ = 8,   /* the subject is a force or a state */
    CLM_TRIGGER_PERSON_SUBJ = 16, /* the subject is a person */
    CLM_TRIGGER_AREA_OBJ = 32,    /* what is acted on is land or a place */
    CLM_TRIGGER_WEAK = 64,        /* counts only where nothing better stands in the clause */
    CLM_TRIGGER_BUILT_OBJ = 128,  /* object or passive subject: buildings, roads, services */
    CLM_TRIGGER_FORCE_OBJ = 256,
    CLM_TRIGGER_WEAPON_OBJ = 512,
    CLM_TRIGGER_HAZARD_SUBJ = 1024,
    CLM_TRIGGER_QUANTITY = 2048, /* the clause must hold a quantity */
    CLM_TRIGGER_POLICE_SUBJ = 4096,
    CLM_TRIGGER_PLACE_SUBJ = 8192,    /* the subject is a place, or the object of a passive */
    CLM_TRIGGER_CROWD_SUBJ = 16384,   /* the subject is people, no force and no official */
    CLM_TRIGGER_FIGHTER_SUBJ = 32768u /* the subject names a force by a word for one */
};

typedef struct clm_event_entry {
    const char *pattern; /* lemmas; "*" stands for up to six words */
    uint8_t type;        /* clm_event_type */
    uint16_t flags;
} clm_event_entry;
extern const clm_event_entry clm_event_entries[];
extern const size_t clm_event_entry_count;

/* Rows grouped by first lemma, longest pattern first. */
extern const uint16_t clm_event_order[];
extern const uint16_t clm_cue_order[];

/* What mostly tells that a trigger's row does not fit, in the order of clm_event_order: the rows of
 * one word lie side by side. */
typedef struct clm_event_row {
    uint64_t second; /* of the pattern's words, as below; 0 where it has one */
    uint16_t row, flags;
} clm_event_row;
extern const clm_event_row clm_event_rows[];

/* The words of all patterns as clm_hash64 of each, 0 behind each pattern's last; by row, where they
 * begin. */
enum { CLM_PATTERN_GAP = 1, CLM_PATTERN_WORDS_MAX = 15 }; /* the gap stands for "*" */
extern const uint64_t clm_pattern_words[];
extern const uint16_t clm_event_patterns[];
extern const uint16_t clm_cue_patterns[];

#endif
