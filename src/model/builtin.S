/* The model that is shipped, as it lies in gazetteer/: CLM_MODEL_FILE is its path. */
    .section .rodata
    .balign 64
    .globl clm_model_builtin_start
    .hidden clm_model_builtin_start
    .type clm_model_builtin_start, %object
clm_model_builtin_start:
    .incbin CLM_MODEL_FILE
    .globl clm_model_builtin_end
    .hidden clm_model_builtin_end
clm_model_builtin_end:
    .byte 0
    .size clm_model_builtin_start, clm_model_builtin_end - clm_model_builtin_start
    .section .note.GNU-stack,"",%progbits
