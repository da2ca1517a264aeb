/* base/xml.h: text -> XML 1.0. Thread rule: no state. */
#ifndef CLM_BASE_XML_H
#define CLM_BASE_XML_H

#include "base/text.h"

/* Appends `text` so that it may stand in content and in attributes with double quotes: & < > " are
 * escaped, white space is a space, and what XML 1.0 cannot hold (control characters, U+FFFE, bytes
 * that are no UTF-8) becomes U+FFFD. **Source:** XML 1.0, fifth edition, production 2. */
void clm_xml_text(clm_buffer *out, clm_text text);

#endif
