/* The themes that are shipped, as they lie in styles/: CLM_STYLE_* are their paths. Each ends with
 * a zero byte. */
    .section .rodata
    .macro theme symbol, path
    .globl \symbol
    .hidden \symbol
    .type \symbol, %object
\symbol:
    .incbin "\path"
    .byte 0
    .size \symbol, . - \symbol
    .endm

    theme clm_style_news_light, CLM_STYLE_NEWS_LIGHT
    theme clm_style_news_dark, CLM_STYLE_NEWS_DARK
    theme clm_style_print, CLM_STYLE_PRINT
    theme clm_style_colour_blind_safe, CLM_STYLE_COLOUR_BLIND_SAFE
    .section .note.GNU-stack,"",%progbits
