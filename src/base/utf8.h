/* base/utf8.h: UTF-8 decoding, and the key under which a name is looked up.
 *
 * The key is the one definition of "the same name" for the gazetteer's builder, its look-up and
 * the article's tokens. utf8proc stays behind this fence. Thread rule: no state. */
#ifndef CLM_BASE_UTF8_H
#define CLM_BASE_UTF8_H

#include "base/text.h"

/* Decodes one code point at `text` (`length` > 0 bytes left); returns the bytes used (1 to 4).
 * A byte that is no UTF-8 gives U+FFFD and 1 (Unicode: one per maximal subpart is not used here,
 * the contract counts one per byte). */
size_t clm_utf8_decode(const char *text, size_t length, uint32_t *code_point);

/* Writes `code_point` as UTF-8 to `out` (4 bytes); returns the bytes written. */
size_t clm_utf8_encode(uint32_t code_point, char out[4]);

/* Number of code points in valid UTF-8. */
size_t clm_utf8_count(const char *text, size_t length);

/* True if all of `text` is valid UTF-8 (RFC 3629). */
bool clm_utf8_valid(const char *text, size_t length);

/* Largest length <= `limit` that does not cut a character of valid UTF-8. */
size_t clm_utf8_floor(const char *text, size_t length, size_t limit);

bool clm_utf8_is_letter(uint32_t code_point); /* general category L* or M* */
bool clm_utf8_is_upper(uint32_t code_point);  /* Lu or Lt */
bool clm_utf8_is_digit(uint32_t code_point);  /* Nd */
bool clm_utf8_is_space(uint32_t code_point);  /* white space, also U+00A0, U+FEFF */

/* Appends the look-up key of `name` to `out`: NFKD, marks dropped, case folded, all kinds of
 * apostrophes and soft signs' primes dropped, full stops dropped, hyphens and other punctuation
 * turned to one space, white space joined and trimmed, Latin letters that NFKD keeps (l with
 * stroke, o with stroke, ae, ss, d with stroke, dotless i, thorn, eth) spelled plainly.
 * "Luhans'k", "Luhans’k", "LUHANSK" -> "luhansk"; "U.S." -> "us"; "Ivano-Frankivs'k" -> "ivano
 * frankivsk"; Cyrillic stays Cyrillic ("Курск" -> "курск"). ASCII takes a fast way.
 * **Errors:** none; the buffer's own sticky failure. */
void clm_key_append(clm_buffer *out, clm_text name);

#endif
