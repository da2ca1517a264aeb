#include "style/builtin.h"

#include <string.h>

extern const char clm_style_news_light[];
extern const char clm_style_news_dark[];
extern const char clm_style_print[];
extern const char clm_style_colour_blind_safe[];

clm_builtin_style clm_builtin_style_at(size_t index) {
    const clm_builtin_style all[CLM_BUILTIN_STYLES] = {
        {"colour-blind-safe", clm_style_colour_blind_safe},
        {"news-dark", clm_style_news_dark},
        {"news-light", clm_style_news_light},
        {"print", clm_style_print},
    };
    return all[index];
}

const char *clm_builtin_style_find(const char *name) {
    for (size_t i = 0; i < CLM_BUILTIN_STYLES; i++) {
        clm_builtin_style style = clm_builtin_style_at(i);
        if (strcmp(style.name, name) == 0) {
            return style.text;
        }
    }
    return NULL;
}
