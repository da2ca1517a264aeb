#include "map/words.h"

#include "base/xml.h"

static bool is_there(const char *text) {
    return text && text[0] != '\0';
}

static void put_plain(clm_buffer *out, const char *name, const char *text) {
    if (is_there(text)) {
        clm_buffer_printf(out, "<%s>", name);
        clm_xml_text(out, clm_text_of(text));
        clm_buffer_printf(out, "</%s>", name);
    }
}

static void put_translated(clm_buffer *out, const char *name, const char *text) {
    if (is_there(text)) {
        clm_buffer_printf(out, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
        clm_xml_text(out, clm_text_of(text));
        clm_buffer_printf(out, "</rdf:li></rdf:Alt></%s>", name);
    }
}

void clm_xmp_rdf(const clm_picture_words *words, clm_buffer *out) {
    clm_buffer_string(
        out, "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
             "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
             " xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\">");
    put_translated(out, "dc:title", words->title);
    put_translated(out, "dc:rights", words->copyright);
    put_translated(out, "Iptc4xmpCore:AltTextAccessibility", words->description);
    put_plain(out, "dc:source", words->source);
    put_plain(out, "xmp:CreatorTool", words->software);
    clm_buffer_string(out, "</rdf:Description></rdf:RDF>");
}

void clm_xmp_write(const clm_picture_words *words, clm_buffer *out) {
    clm_buffer_string(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">");
    clm_xmp_rdf(words, out);
    clm_buffer_string(out, "</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}
