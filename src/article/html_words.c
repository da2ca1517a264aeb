#include "article/html_parts.h"

#include "base/utf8.h"

#include <string.h>

/* A label is short; a longer text is none. */
enum {
    LABEL_BYTES = 192,
    LABEL_LETTERS = 96,
    LINE_WORDS = 14,
    POLICY_MIN = 3,
    PLEA_MIN = 2,
    PLEA_BYTES = 600,
    RIGHTS_BYTES = 240
};

typedef struct label_row {
    const char *text;
    clm_html_label label;
    bool start; /* the first words suffice */
} label_row;

static const label_row labels[] = {
    {"reply", CLM_HTML_REPLY, false},
    {"reply to", CLM_HTML_REPLY, true},
    {"report abuse", CLM_HTML_REPLY, false},
    {"report comment", CLM_HTML_REPLY, false},
    {"antworten", CLM_HTML_REPLY, false},
    {"répondre", CLM_HTML_REPLY, false},
    {"responder", CLM_HTML_REPLY, false},
    {"rispondi", CLM_HTML_REPLY, false},
    {"reageren", CLM_HTML_REPLY, false},
    {"svar", CLM_HTML_REPLY, false},
    {"svara", CLM_HTML_REPLY, false},
    {"odpowiedz", CLM_HTML_REPLY, false},
    {"ответить", CLM_HTML_REPLY, false},
    {"відповісти", CLM_HTML_REPLY, false},
    {"yanıtla", CLM_HTML_REPLY, false},
    {"رد", CLM_HTML_REPLY, false},
    {"accept", CLM_HTML_ACCEPT, false},
    {"accept all", CLM_HTML_ACCEPT, true},
    {"accept cookies", CLM_HTML_ACCEPT, true},
    {"accept and", CLM_HTML_ACCEPT, true},
    {"i accept", CLM_HTML_ACCEPT, true},
    {"allow all", CLM_HTML_ACCEPT, true},
    {"reject all", CLM_HTML_ACCEPT, true},
    {"agree", CLM_HTML_ACCEPT, false},
    {"agree and", CLM_HTML_ACCEPT, true},
    {"i agree", CLM_HTML_ACCEPT, false},
    {"got it", CLM_HTML_ACCEPT, false},
    {"manage preferences", CLM_HTML_ACCEPT, false},
    {"manage options", CLM_HTML_ACCEPT, false},
    {"cookie settings", CLM_HTML_ACCEPT, false},
    {"zustimmen", CLM_HTML_ACCEPT, true},
    {"akzeptieren", CLM_HTML_ACCEPT, true},
    {"alle akzeptieren", CLM_HTML_ACCEPT, true},
    {"accepter", CLM_HTML_ACCEPT, true},
    {"tout accepter", CLM_HTML_ACCEPT, true},
    {"aceptar", CLM_HTML_ACCEPT, true},
    {"accetta", CLM_HTML_ACCEPT, true},
    {"accepteren", CLM_HTML_ACCEPT, true},
    {"akceptuję", CLM_HTML_ACCEPT, true},
    {"принять", CLM_HTML_ACCEPT, true},
    {"согласен", CLM_HTML_ACCEPT, true},
    {"قبول", CLM_HTML_ACCEPT, true},
    {"subscribe", CLM_HTML_OFFERS, false},
    {"subscribe now", CLM_HTML_OFFERS, true},
    {"subscribe to", CLM_HTML_OFFERS, true},
    {"see offers", CLM_HTML_OFFERS, false},
    {"see subscription", CLM_HTML_OFFERS, true},
    {"sign in", CLM_HTML_OFFERS, false},
    {"log in", CLM_HTML_OFFERS, false},
    {"sign up", CLM_HTML_OFFERS, true},
    {"start your", CLM_HTML_OFFERS, true},
    {"become a member", CLM_HTML_OFFERS, true},
    {"already a subscriber", CLM_HTML_OFFERS, true},
    {"create account", CLM_HTML_OFFERS, true},
    {"create a free account", CLM_HTML_OFFERS, true},
    {"donate", CLM_HTML_OFFERS, false},
    {"support us", CLM_HTML_OFFERS, false},
    {"give now", CLM_HTML_OFFERS, false},
    {"abonnieren", CLM_HTML_OFFERS, false},
    {"anmelden", CLM_HTML_OFFERS, false},
    {"s’abonner", CLM_HTML_OFFERS, true},
    {"s'abonner", CLM_HTML_OFFERS, true},
    {"se connecter", CLM_HTML_OFFERS, false},
    {"suscríbete", CLM_HTML_OFFERS, true},
    {"abbonati", CLM_HTML_OFFERS, true},
    {"подписаться", CLM_HTML_OFFERS, true},
    {"comments", CLM_HTML_TALK, false},
    {"reader comments", CLM_HTML_TALK, false},
    {"comments on this", CLM_HTML_TALK, true},
    {"leave a comment", CLM_HTML_TALK, true},
    {"leave a reply", CLM_HTML_TALK, true},
    {"join the conversation", CLM_HTML_TALK, true},
    {"join the discussion", CLM_HTML_TALK, true},
    {"have your say", CLM_HTML_TALK, true},
    {"discussion", CLM_HTML_TALK, false},
    {"responses", CLM_HTML_TALK, false},
    {"responses to", CLM_HTML_TALK, true},
    {"kommentare", CLM_HTML_TALK, false},
    {"commentaires", CLM_HTML_TALK, false},
    {"comentarios", CLM_HTML_TALK, false},
    {"commenti", CLM_HTML_TALK, false},
    {"reacties", CLM_HTML_TALK, false},
    {"komentarze", CLM_HTML_TALK, false},
    {"комментарии", CLM_HTML_TALK, false},
    {"коментарі", CLM_HTML_TALK, false},
    {"yorumlar", CLM_HTML_TALK, false},
    {"تعليقات", CLM_HTML_TALK, false},
    {"التعليقات", CLM_HTML_TALK, false},
    {"about the author", CLM_HTML_SECTION, true},
    {"most read", CLM_HTML_SECTION, true},
    {"most popular", CLM_HTML_SECTION, true},
    {"most viewed", CLM_HTML_SECTION, true},
    {"popular", CLM_HTML_SECTION, false},
    {"latest", CLM_HTML_SECTION, false},
    {"latest news", CLM_HTML_SECTION, true},
    {"latest from", CLM_HTML_SECTION, true},
    {"recent posts", CLM_HTML_SECTION, true},
    {"related", CLM_HTML_SECTION, false},
    {"related stories", CLM_HTML_SECTION, true},
    {"related articles", CLM_HTML_SECTION, true},
    {"related topics", CLM_HTML_SECTION, true},
    {"related news", CLM_HTML_SECTION, true},
    {"related content", CLM_HTML_SECTION, true},
    {"related coverage", CLM_HTML_SECTION, true},
    {"more stories", CLM_HTML_SECTION, true},
    {"more posts", CLM_HTML_SECTION, true},
    {"more news", CLM_HTML_SECTION, true},
    {"more from", CLM_HTML_SECTION, true},
    {"more on this story", CLM_HTML_SECTION, true},
    {"more like this", CLM_HTML_SECTION, true},
    {"next up", CLM_HTML_SECTION, true},
    {"up next", CLM_HTML_SECTION, true},
    {"read next", CLM_HTML_SECTION, true},
    {"read also", CLM_HTML_SECTION, true},
    {"read more", CLM_HTML_SECTION, true},
    {"see also", CLM_HTML_SECTION, true},
    {"also read", CLM_HTML_SECTION, true},
    {"also today", CLM_HTML_SECTION, false},
    {"other news", CLM_HTML_SECTION, false},
    {"you might also like", CLM_HTML_SECTION, true},
    {"you may also like", CLM_HTML_SECTION, true},
    {"recommended", CLM_HTML_SECTION, false},
    {"recommended for you", CLM_HTML_SECTION, true},
    {"editor's picks", CLM_HTML_SECTION, true},
    {"editors' picks", CLM_HTML_SECTION, true},
    {"trending", CLM_HTML_SECTION, true},
    {"tags", CLM_HTML_SECTION, false},
    {"topics", CLM_HTML_SECTION, false},
    {"filed under", CLM_HTML_SECTION, true},
    {"share this", CLM_HTML_SECTION, true},
    {"key events", CLM_HTML_SECTION, false},
    {"newsletter", CLM_HTML_SECTION, false},
    {"keep reading", CLM_HTML_SECTION, false},
    {"sponsored", CLM_HTML_SECTION, false},
    {"advertisement", CLM_HTML_SECTION, false},
    {"lesen sie auch", CLM_HTML_SECTION, true},
    {"mehr zum thema", CLM_HTML_SECTION, true},
    {"das könnte sie", CLM_HTML_SECTION, true},
    {"à lire aussi", CLM_HTML_SECTION, true},
    {"lire aussi", CLM_HTML_SECTION, true},
    {"sur le même sujet", CLM_HTML_SECTION, true},
    {"lea también", CLM_HTML_SECTION, true},
    {"noticias relacionadas", CLM_HTML_SECTION, true},
    {"artículos relacionados", CLM_HTML_SECTION, true},
    {"notícias relacionadas", CLM_HTML_SECTION, true},
    {"verwandte artikel", CLM_HTML_SECTION, true},
    {"articles liés", CLM_HTML_SECTION, true},
    {"похожие материалы", CLM_HTML_SECTION, true},
    {"関連記事", CLM_HTML_SECTION, true},
    {"相关阅读", CLM_HTML_SECTION, true},
    {"相关新闻", CLM_HTML_SECTION, true},
    {"te puede interesar", CLM_HTML_SECTION, true},
    {"leggi anche", CLM_HTML_SECTION, true},
    {"lees ook", CLM_HTML_SECTION, true},
    {"leia também", CLM_HTML_SECTION, true},
    {"czytaj także", CLM_HTML_SECTION, true},
    {"zobacz także", CLM_HTML_SECTION, true},
    {"читайте также", CLM_HTML_SECTION, true},
    {"читайте також", CLM_HTML_SECTION, true},
    {"по теме", CLM_HTML_SECTION, false},
    {"comment on this", CLM_HTML_TALK, true},
    {"discussion about", CLM_HTML_TALK, true},
    {"member discussion", CLM_HTML_TALK, true},
    {"обсуждение", CLM_HTML_TALK, false},
    {"обговорення", CLM_HTML_TALK, false},
    {"תגובות", CLM_HTML_TALK, false},
    {"コメント", CLM_HTML_TALK, false},
    {"评论", CLM_HTML_TALK, false},
    {"댓글", CLM_HTML_TALK, false},
    {"نظرات", CLM_HTML_TALK, false},
    {"about the authors", CLM_HTML_SECTION, true},
    {"suggested topics", CLM_HTML_SECTION, true},
    {"explore more", CLM_HTML_SECTION, true},
    {"recommended stories", CLM_HTML_SECTION, true},
    {"recommended reading", CLM_HTML_SECTION, true},
    {"recommended articles", CLM_HTML_SECTION, true},
    {"sponsored content", CLM_HTML_SECTION, true},
    {"sponsored stories", CLM_HTML_SECTION, true},
    {"further reading", CLM_HTML_SECTION, false},
    {"archivado en", CLM_HTML_SECTION, false},
    {"sobre la firma", CLM_HTML_SECTION, false},
    {"sobre el autor", CLM_HTML_SECTION, true},
    {"más información", CLM_HTML_SECTION, false},
    {"más noticias", CLM_HTML_SECTION, true},
    {"lo más", CLM_HTML_SECTION, true},
    {"les plus lus", CLM_HTML_SECTION, true},
    {"sur le même thème", CLM_HTML_SECTION, true},
    {"à propos de l’auteur", CLM_HTML_SECTION, true},
    {"articles similaires", CLM_HTML_SECTION, true},
    {"meistgelesen", CLM_HTML_SECTION, true},
    {"auch interessant", CLM_HTML_SECTION, true},
    {"mehr dazu", CLM_HTML_SECTION, false},
    {"über den autor", CLM_HTML_SECTION, true},
    {"über die autorin", CLM_HTML_SECTION, true},
    {"potrebbe interessarti", CLM_HTML_SECTION, true},
    {"articoli correlati", CLM_HTML_SECTION, true},
    {"veja também", CLM_HTML_SECTION, true},
    {"mais lidas", CLM_HTML_SECTION, true},
    {"meest gelezen", CLM_HTML_SECTION, true},
    {"najczęściej czytane", CLM_HTML_SECTION, true},
    {"ilgili haberler", CLM_HTML_SECTION, true},
    {"çok okunanlar", CLM_HTML_SECTION, true},
    {"материалы по теме", CLM_HTML_SECTION, true},
    {"новости по теме", CLM_HTML_SECTION, true},
    {"читайте ещё", CLM_HTML_SECTION, true},
    {"смотрите также", CLM_HTML_SECTION, true},
    {"популярное", CLM_HTML_SECTION, false},
    {"теги", CLM_HTML_SECTION, false},
    {"теми", CLM_HTML_SECTION, false},
    {"дивіться також", CLM_HTML_SECTION, true},
    {"популярне", CLM_HTML_SECTION, false},
    {"おすすめ", CLM_HTML_SECTION, true},
    {"人気記事", CLM_HTML_SECTION, true},
    {"アクセスランキング", CLM_HTML_SECTION, true},
    {"推荐阅读", CLM_HTML_SECTION, true},
    {"延伸阅读", CLM_HTML_SECTION, true},
    {"热门", CLM_HTML_SECTION, true},
    {"관련기사", CLM_HTML_SECTION, true},
    {"مواضيع ذات صلة", CLM_HTML_SECTION, true},
    {"مقالات ذات صلة", CLM_HTML_SECTION, true},
    {"أخبار ذات صلة", CLM_HTML_SECTION, true},
    {"الأكثر قراءة", CLM_HTML_SECTION, true},
    {"اقرأ المزيد", CLM_HTML_SECTION, true},
    {"مطالب مرتبط", CLM_HTML_SECTION, true},
    {"עוד בנושא", CLM_HTML_SECTION, true},
    {"اقرأ أيضا", CLM_HTML_SECTION, true},
};

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ((unsigned char)c & 0x80U) != 0;
}

/* Lower case of ASCII, and of Latin and Cyrillic letters of two bytes. */
static size_t fold(clm_text text, char out[LABEL_BYTES + 1]) {
    size_t length = 0;
    size_t letters = 0;
    for (size_t i = 0; i < text.len && text.len <= LABEL_BYTES; i++) {
        letters += ((unsigned char)text.ptr[i] & 0xC0U) != 0x80;
    }
    if (text.len > LABEL_BYTES || letters > LABEL_LETTERS) {
        out[0] = '\0';
        return 0;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        unsigned char next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
        if (c >= 'A' && c <= 'Z') {
            out[length++] = (char)(c + 32);
        } else if (c == 0xC3 && next >= 0x80 && next <= 0x9E && next != 0x97) {
            out[length++] = (char)c;
            out[length++] = (char)(next + 0x20);
            i++;
        } else if (c == 0xD0 && next >= 0x90 && next <= 0x9F) {
            out[length++] = (char)c;
            out[length++] = (char)(next + 0x20);
            i++;
        } else if (c == 0xD0 && next >= 0xA0 && next <= 0xAF) {
            out[length++] = (char)0xD1;
            out[length++] = (char)(next - 0x20);
            i++;
        } else {
            out[length++] = (char)c;
        }
    }
    out[length] = '\0';
    return length;
}

static bool matches(const label_row *row, const char *text, size_t length) {
    if (row->text[0] != text[0]) {
        return false;
    }
    size_t size = strlen(row->text);
    if (size > length || memcmp(row->text, text, size) != 0) {
        return false;
    }
    if (row->start) {
        return !is_word_byte(text[size]);
    }
    while (size < length && strchr(" :.!>-()0123456789", text[size]) != NULL) {
        size++;
    }
    return size == length;
}

clm_html_label clm_html_label_of(clm_text text) {
    char folded[LABEL_BYTES + 1];
    size_t length = fold(text, folded);
    size_t at = 0;
    /* "12 comments" */
    while (at < length && strchr("0123456789 ", folded[at]) != NULL) {
        at++;
    }
    for (size_t i = 0; at < length && i < sizeof labels / sizeof *labels; i++) {
        if (matches(&labels[i], folded + at, length - at)) {
            return labels[i].label;
        }
    }
    return CLM_HTML_NO_LABEL;
}

enum { LIST_MAX = 64 };

/* The slot of a text's first two bytes in a filter of FILTER_BITS. */
enum { FILTER_BITS = 2048 };
static size_t filter_slot(const char *text) {
    return ((size_t)(unsigned char)text[0] * 37 + (unsigned char)text[1] * 5) % FILTER_BITS;
}

/* How many of the words stand in the text, up to `enough`. One pass: a filter of their first two
 * bytes sorts out nearly all of the text. */
static int count_found(clm_text text, const char *const *words, int enough) {
    uint64_t filter[FILTER_BITS / 64] = {0};
    bool met[LIST_MAX] = {false};
    int found = 0;
    for (size_t w = 0; words[w] != NULL; w++) {
        size_t slot = filter_slot(words[w]);
        filter[slot / 64] |= UINT64_C(1) << (slot % 64);
    }
    for (size_t i = 0; i + 1 < text.len; i++) {
        size_t slot = filter_slot(text.ptr + i);
        if ((filter[slot / 64] >> (slot % 64) & 1U) == 0) {
            continue;
        }
        for (size_t w = 0; w < LIST_MAX && words[w] != NULL; w++) {
            if (words[w][0] == text.ptr[i] && words[w][1] == text.ptr[i + 1] && !met[w] &&
                clm_text_starts((clm_text){text.ptr + i, text.len - i}, words[w])) {
                met[w] = true;
                if (++found >= enough) {
                    return found;
                }
            }
        }
    }
    return found;
}

/* The outlet asks its readers for money, an address or a visit. */
static bool is_plea(clm_text text) {
    static const char *const topics[] = {"our journalism",
                                         "this journalism",
                                         "independent journalism",
                                         "quality journalism",
                                         "this reporting",
                                         "our reporting",
                                         "support us",
                                         "support our",
                                         "support my work",
                                         "your support",
                                         "readers like you",
                                         "reader-supported",
                                         "reader-funded",
                                         "you give",
                                         "you can give",
                                         "aid member",
                                         "ecome a member",
                                         "ubscribe",
                                         "unlimited access",
                                         "hanks for reading",
                                         "hank you for reading",
                                         "found this article",
                                         "enjoyed this",
                                         "new posts",
                                         "newsletter",
                                         "inbox",
                                         "ign up",
                                         "ign me up",
                                         "free trial",
                                         "no paywall",
                                         "illionaire owner",
                                         "unseren Newsletter",
                                         "unterstützen Sie",
                                         "unabhängigen Journalismus",
                                         "abonnez-vous",
                                         "soutenez",
                                         "votre soutien",
                                         "suscríbete",
                                         "Suscríbete",
                                         "u suscripción",
                                         "este dispositivo",
                                         "otro dispositivo",
                                         "otro usuario",
                                         "continúas leyendo",
                                         "autre appareil",
                                         "нас в Telegram",
                                         "наш Telegram",
                                         "наш канал",
                                         "одписывайтесь",
                                         "одпишитесь",
                                         "ідписуйтес",
                                         "ідпишіться",
                                         NULL};
    static const char *const quotes[] = {"“",   "„",   "«",
                                         "\" ", " \"", NULL}; /* somebody else says it */
    return text.len <= PLEA_BYTES && count_found(text, topics, PLEA_MIN) >= PLEA_MIN &&
           count_found(text, quotes, 1) == 0;
}

bool clm_html_is_policy(clm_text text) {
    /* What such a text speaks of; an article may name one or two. */
    static const char *const topics[] = {"ookie",
                                         "consent",
                                         "our partners",
                                         "personal data",
                                         "preferences",
                                         "privacy",
                                         "personalis",
                                         "personaliz",
                                         "this site",
                                         "this website",
                                         "your data",
                                         "You can change",
                                         "you agree",
                                         "you accept",
                                         "legitimate int",
                                         "unsubscribe",
                                         "emails from us",
                                         "your email",
                                         "subscri",
                                         "free account",
                                         "free articles",
                                         "copyright",
                                         "reproduced",
                                         "permission of the publisher",
                                         "user agreement",
                                         "Registered office",
                                         "Company number",
                                         "ll rights reserved",
                                         "Datenschutz",
                                         "Einwilligung",
                                         "willigen",
                                         "Partner verwenden",
                                         "partenaires",
                                         "traitements",
                                         "plików",
                                         "файлы",
                                         "пользоваться сайтом",
                                         "соглашаетесь",
                                         "الارتباط",
                                         "الحقوق محفوظة",
                                         NULL};
    return count_found(text, topics, POLICY_MIN) >= POLICY_MIN || is_plea(text);
}

static bool is_age(const char *line, size_t length) {
    static const char *const ends[] = {" ago", " min read", " minute read", " minutes read", NULL};
    for (size_t i = 0; ends[i] != NULL; i++) {
        size_t size = strlen(ends[i]);
        if (length > size && strcmp(line + length - size, ends[i]) == 0) {
            return strpbrk(line, "0123456789") != NULL && length < 32;
        }
    }
    return false;
}

/* Rights, in the words that end the pages of many countries. */
static bool states_rights(clm_text line) {
    static const char *const words[] = {"ll rights reserved",
                                        "lle Rechte vorbehalten",
                                        "ous droits réservés",
                                        "odos los derechos reservados",
                                        "odos os direitos reserv",
                                        "utti i diritti riservati",
                                        "lle rechten voorbehouden",
                                        "szelkie prawa zastrze",
                                        "се права защищены",
                                        "сі права захищен",
                                        "üm hakları saklıdır",
                                        "الحقوق محفوظة",
                                        NULL};
    return count_found(line, words, 1) > 0;
}

/* Where a wall ends the text. */
static bool is_wall(clm_text line) {
    static const char *const words[] = {"ervé aux abonnés",
                                        "ervée aux abonnés",
                                        "servés aux abonnés",
                                        "este de cet article",
                                        "ara suscriptores",
                                        "ara assinantes",
                                        "ervato agli abbonati",
                                        "ur für Abonnenten",
                                        "mit einem Abo weiter",
                                        "oor abonnees",
                                        "or subscribers only",
                                        "o subscribers only",
                                        "for paid subscribers",
                                        "subscribe to continue",
                                        "ubscribe to read",
                                        "sign in to read",
                                        "o continue reading",
                                        "la prenumeratorów",
                                        "олько для подписчиков",
                                        "лише для передплатників",
                                        "会員限定",
                                        "有料会員",
                                        NULL};
    return count_found(line, words, 1) > 0;
}

bool clm_html_is_counter(clm_text line) {
    if (clm_clock_match(line, NULL) != 0) {
        return false;
    }
    for (size_t i = 0; i < line.len;) {
        uint32_t c;
        size_t used = clm_utf8_decode(line.ptr + i, line.len - i, &c);
        if (used == 0 || clm_utf8_is_letter(c)) {
            return false;
        }
        i += used;
    }
    return line.len > 0;
}

/* Where the text stood in print: "appears in print on", "第08版）". */
static bool is_print_line(clm_text line) {
    static const char *const words[] = {"appears in print on", "appeared in print", NULL};
    static const char page[] = "版）";
    if (count_found(line, words, 1) > 0) {
        return true;
    }
    size_t at = line.len - (line.len < sizeof page - 1 ? line.len : sizeof page - 1);
    bool ends = clm_text_ends(line, page);
    while (ends && at > 0 && line.ptr[at - 1] == ' ') {
        at--;
    }
    return ends && at > 0 && line.ptr[at - 1] >= '0' && line.ptr[at - 1] <= '9';
}

/* Who wrote the article, where nothing but the words tell it. */
bool clm_html_is_bio(clm_text text) {
    enum { BIO_BYTES = 400 };
    static const char *const surely[] = {" is a reporter",
                                         " is a correspondent",
                                         " is a journalist",
                                         " is an editor",
                                         " is a staff writer",
                                         " is a columnist",
                                         " is a freelance",
                                         "Reach him at",
                                         "Reach her at",
                                         "Reach them at",
                                         "be reached at",
                                         "ollow him on",
                                         "ollow her on",
                                         "ollow them on",
                                         "Email him",
                                         "Email her",
                                         "Contact him at",
                                         "Contact her at",
                                         NULL};
    static const char *const besides[] = {" covers ",
                                          " reports on ",
                                          " writes about ",
                                          " based in ",
                                          " joined the ",
                                          " previously ",
                                          "Previously ",
                                          "@",
                                          " on X",
                                          " on Twitter",
                                          "newspaper",
                                          "bureau",
                                          NULL};
    static const char *const quotes[] = {"“", " \"", " said", NULL};
    return text.len <= BIO_BYTES && count_found(text, surely, 1) == 1 &&
           count_found(text, besides, 1) == 1 && count_found(text, quotes, 1) == 0;
}

/* What stands where an advertisement interrupts the text. */
static bool is_interruption(const char *line) {
    enum { MARKS = 3 }; /* bytes after a label */
    static const char *const starts[] = {"advertisement",
                                         "article continues",
                                         "story continues",
                                         "continue reading below",
                                         "scroll to continue",
                                         "skip advertisement",
                                         "continue reading the main story",
                                         NULL};
    static const char *const labels_alone[] = {"реклама",    "anzeige",    "publicité",
                                               "publicidad", "reklama",    "広告",
                                               "إعلان",      "pubblicità", NULL};
    for (size_t i = 0; starts[i] != NULL; i++) {
        if (strncmp(line, starts[i], strlen(starts[i])) == 0) {
            return true;
        }
    }
    for (size_t i = 0; labels_alone[i] != NULL; i++) {
        size_t size = strlen(labels_alone[i]);
        if (strncmp(line, labels_alone[i], size) == 0 && strlen(line) < size + MARKS) {
            return true;
        }
    }
    return false;
}

static bool is_credit(const char *line) {
    static const char *const starts[] = {
        "photo:",   "photograph:", "picture:",      "image:",         "credit:", "image credit:",
        "photo by", "photos:",     "source:",       "photo credit:",  "foto:",   "фото:",
        "©",        "video:",      "image source,", "image caption,", NULL};
    for (size_t i = 0; starts[i] != NULL; i++) {
        if (strncmp(line, starts[i], strlen(starts[i])) == 0) {
            return true;
        }
    }
    return false;
}

bool clm_html_is_page_line(clm_text line) {
    char folded[LABEL_BYTES + 1];
    if (line.len <= RIGHTS_BYTES && (states_rights(line) || is_wall(line) || is_print_line(line))) {
        return true;
    }
    size_t length = fold(line, folded);
    if (length == 0 || clm_article_count_words(line, LINE_WORDS + 1) > LINE_WORDS) {
        return false;
    }
    clm_html_label label = clm_html_label_of(line);
    return is_age(folded, length) || is_credit(folded) || is_interruption(folded) ||
           label == CLM_HTML_REPLY || label == CLM_HTML_ACCEPT;
}
