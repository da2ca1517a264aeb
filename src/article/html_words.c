#include "article/html_parts.h"

#include "base/utf8.h"

#include <string.h>

/* A label is short; a longer text is none. */
enum { LABEL_BYTES = 96, LINE_WORDS = 14, POLICY_MIN = 3, RIGHTS_BYTES = 240 };

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
    {"اقرأ أيضا", CLM_HTML_SECTION, true},
};

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ((unsigned char)c & 0x80U) != 0;
}

/* Lower case of ASCII, and of Latin and Cyrillic letters of two bytes. */
static size_t fold(clm_text text, char out[LABEL_BYTES + 1]) {
    size_t length = 0;
    if (text.len > LABEL_BYTES) {
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

/* How many of the words stand in the text, up to `enough`. One pass: first letters sort out most.
 */
static int count_found(clm_text text, const char *const *words, int enough) {
    bool first[256] = {false};
    bool met[LIST_MAX] = {false};
    int found = 0;
    for (size_t w = 0; words[w] != NULL; w++) {
        first[(unsigned char)words[w][0]] = true;
    }
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (!first[(unsigned char)text.ptr[i]]) {
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
    return count_found(text, topics, POLICY_MIN) >= POLICY_MIN;
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

/* What stands where an advertisement interrupts the text. */
static bool is_interruption(const char *line) {
    static const char *const starts[] = {"advertisement",
                                         "article continues",
                                         "story continues",
                                         "continue reading below",
                                         "scroll to continue",
                                         "skip advertisement",
                                         "continue reading the main story",
                                         NULL};
    for (size_t i = 0; starts[i] != NULL; i++) {
        if (strncmp(line, starts[i], strlen(starts[i])) == 0) {
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
    if (line.len <= RIGHTS_BYTES && states_rights(line)) {
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
