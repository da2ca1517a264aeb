/* The files of src/page/assets as they lie there: CLM_PAGE_* are their paths. Each ends with a zero
 * byte. */
    .section .rodata
    .macro asset symbol, path
    .globl \symbol
    .hidden \symbol
    .type \symbol, %object
\symbol:
    .incbin "\path"
    .byte 0
    .size \symbol, . - \symbol
    .endm

    asset clm_page_leaflet_js, CLM_PAGE_LEAFLET_JS
    asset clm_page_leaflet_css, CLM_PAGE_LEAFLET_CSS
    asset clm_page_leaflet_license, CLM_PAGE_LEAFLET_LICENSE
    asset clm_page_js, CLM_PAGE_JS
    asset clm_page_style, CLM_PAGE_STYLE
    .section .note.GNU-stack,"",%progbits
