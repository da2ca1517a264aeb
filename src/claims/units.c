/* Units of measure and money. */
#include "claims/quantity.h"

#include <string.h>

typedef struct unit_row {
    const char *unit; /* the contract's word */
    double factor;
    const char *squared; /* NULL: no area of it */
    double squared_factor;
} unit_row;

static const unit_row units[CLM_UNIT_COUNT] = {
    [CLM_UNIT_KM] = {"km", 1, "km2", 1},
    [CLM_UNIT_MI] = {"mi", 1, "mi2", 1},
    [CLM_UNIT_M] = {"m", 1, "m2", 1},
    [CLM_UNIT_FT] = {"ft", 1, "m2", 0.09290304},
    [CLM_UNIT_MM] = {"mm", 1, NULL, 0},
    [CLM_UNIT_CM] = {"mm", 10, NULL, 0},
    [CLM_UNIT_INCH] = {"mm", 25.4, NULL, 0},
    [CLM_UNIT_YARD] = {"m", 0.9144, "m2", 0.83612736},
    [CLM_UNIT_NAUTICAL] = {"km", 1.852, "km2", 3.429904},
    [CLM_UNIT_HA] = {"ha", 1, NULL, 0},
    [CLM_UNIT_ACRE] = {"acre", 1, NULL, 0},
    [CLM_UNIT_DUNAM] = {"ha", 0.1, NULL, 0},
    [CLM_UNIT_KM2] = {"km2", 1, NULL, 0},
    [CLM_UNIT_MI2] = {"mi2", 1, NULL, 0},
    [CLM_UNIT_M2] = {"m2", 1, NULL, 0},
    [CLM_UNIT_T] = {"t", 1, NULL, 0},
    [CLM_UNIT_KG] = {"kg", 1, NULL, 0},
    [CLM_UNIT_GRAM] = {"kg", 0.001, NULL, 0},
    [CLM_UNIT_POUND] = {"kg", 0.45359237, NULL, 0},
    [CLM_UNIT_KPH] = {"kph", 1, NULL, 0},
    [CLM_UNIT_MPH] = {"kph", 1.609344, NULL, 0},
    [CLM_UNIT_KNOT] = {"kph", 1.852, NULL, 0},
    [CLM_UNIT_PERCENT] = {"percent", 1, NULL, 0},
    [CLM_UNIT_MAGNITUDE] = {"magnitude", 1, NULL, 0},
    [CLM_UNIT_MINUTE] = {"minutes", 1, NULL, 0},
    [CLM_UNIT_HOUR] = {"hours", 1, NULL, 0},
    [CLM_UNIT_DAY] = {"days", 1, NULL, 0},
    [CLM_UNIT_WEEK] = {"weeks", 1, NULL, 0},
    [CLM_UNIT_MONTH] = {"months", 1, NULL, 0},
    [CLM_UNIT_YEAR] = {"years", 1, NULL, 0},
    [CLM_UNIT_DECADE] = {"years", 10, NULL, 0},
    [CLM_UNIT_USD] = {"USD", 1, NULL, 0},
    [CLM_UNIT_EUR] = {"EUR", 1, NULL, 0},
    [CLM_UNIT_GBP] = {"GBP", 1, NULL, 0},
    [CLM_UNIT_RUB] = {"RUB", 1, NULL, 0},
    [CLM_UNIT_JPY] = {"JPY", 1, NULL, 0},
    [CLM_UNIT_CNY] = {"CNY", 1, NULL, 0},
    [CLM_UNIT_UAH] = {"UAH", 1, NULL, 0},
    [CLM_UNIT_INR] = {"INR", 1, NULL, 0},
    [CLM_UNIT_ZAR] = {"ZAR", 1, NULL, 0},
    [CLM_UNIT_NGN] = {"NGN", 1, NULL, 0},
    [CLM_UNIT_ILS] = {"ILS", 1, NULL, 0},
    [CLM_UNIT_TRY] = {"TRY", 1, NULL, 0},
    [CLM_UNIT_THB] = {"THB", 1, NULL, 0},
    [CLM_UNIT_KRW] = {"KRW", 1, NULL, 0},
    [CLM_UNIT_MXN] = {"MXN", 1, NULL, 0},
    [CLM_UNIT_BRL] = {"BRL", 1, NULL, 0},
    [CLM_UNIT_SAR] = {"SAR", 1, NULL, 0},
    [CLM_UNIT_AED] = {"AED", 1, NULL, 0},
    [CLM_UNIT_CHF] = {"CHF", 1, NULL, 0},
    [CLM_UNIT_SEK] = {"SEK", 1, NULL, 0},
    [CLM_UNIT_NOK] = {"NOK", 1, NULL, 0},
    [CLM_UNIT_PLN] = {"PLN", 1, NULL, 0},
    [CLM_UNIT_HUF] = {"HUF", 1, NULL, 0},
    [CLM_UNIT_MYR] = {"MYR", 1, NULL, 0},
    [CLM_UNIT_IDR] = {"IDR", 1, NULL, 0},
    [CLM_UNIT_BDT] = {"BDT", 1, NULL, 0},
    [CLM_UNIT_MMK] = {"MMK", 1, NULL, 0},
    [CLM_UNIT_ETB] = {"ETB", 1, NULL, 0},
    [CLM_UNIT_KES] = {"KES", 1, NULL, 0},
    [CLM_UNIT_AUD] = {"AUD", 1, NULL, 0},
    [CLM_UNIT_CAD] = {"CAD", 1, NULL, 0},
    [CLM_UNIT_NZD] = {"NZD", 1, NULL, 0},
    [CLM_UNIT_HKD] = {"HKD", 1, NULL, 0},
};

static bool glued(const clm_reader *reader, uint32_t token) {
    return token < reader->article->token_count &&
           (reader->article->tokens[token].flags & CLM_TOKEN_GLUED) != 0;
}

static bool is_hyphen(const clm_reader *reader, uint32_t token) {
    return clm_punct_is(reader, token, "-") || clm_punct_is(reader, token, "\xe2\x80\x91");
}

static clm_measure plain_measure(const unit_row *row, uint32_t end) {
    return (clm_measure){.unit = row->unit, .factor = row->factor, .end = end};
}

static clm_measure square_measure(const unit_row *row, uint32_t end) {
    return (clm_measure){.unit = row->squared, .factor = row->squared_factor, .end = end};
}

/* "pounds": weight in "2,000-pound bomb" and "pounds of explosives", else money. */
static clm_measure pounds(const clm_reader *reader, uint32_t token, bool joined) {
    bool weight = joined || clm_key_is(reader, token + 1, "of") ||
                  clm_key_is(reader, token, "lb") || clm_key_is(reader, token, "lbs");
    return plain_measure(&units[weight ? CLM_UNIT_POUND : CLM_UNIT_GBP], token + 1);
}

/* "Swiss francs", "Canadian dollars": what the word before it makes of a currency. */
static clm_measure foreign_money(const clm_reader *reader, uint32_t token) {
    static const struct {
        const char *adjective, *noun, *code;
    } rows[] = {{"australian", "dollars", "AUD"}, {"canadian", "dollars", "CAD"},
                {"hong", "kong", "HKD"},          {"new", "zealand", "NZD"},
                {"singapore", "dollars", "SGD"},  {"taiwan", "dollars", "TWD"},
                {"us", "dollars", "USD"},         {"swiss", "francs", "CHF"},
                {"cfa", "francs", "XOF"},         {"congolese", "francs", "CDF"},
                {"swedish", "kronor", "SEK"},     {"norwegian", "kroner", "NOK"},
                {"danish", "kroner", "DKK"},      {"czech", "koruna", "CZK"},
                {"pakistani", "rupees", "PKR"},   {"indian", "rupees", "INR"},
                {"nepali", "rupees", "NPR"},      {"lankan", "rupees", "LKR"},
                {"colombian", "pesos", "COP"},    {"argentine", "pesos", "ARS"},
                {"chilean", "pesos", "CLP"},      {"philippine", "pesos", "PHP"},
                {"mexican", "pesos", "MXN"},      {"iraqi", "dinars", "IQD"},
                {"jordanian", "dinars", "JOD"},   {"kuwaiti", "dinars", "KWD"},
                {"serbian", "dinars", "RSD"},     {"egyptian", "pounds", "EGP"},
                {"syrian", "pounds", "SYP"},      {"lebanese", "pounds", "LBP"},
                {"sudanese", "pounds", "SDG"},    {"turkish", "lira", "TRY"},
                {"iranian", "rials", "IRR"},      {"kenyan", "shillings", "KES"},
                {"ugandan", "shillings", "UGX"},  {"tanzanian", "shillings", "TZS"},
                {"korean", "won", "KRW"},         {"ghanaian", "cedis", "GHS"},
                {"israeli", "shekels", "ILS"},    {"brazilian", "reais", "BRL"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (clm_key_is(reader, token, rows[i].adjective) &&
            clm_key_is(reader, token + 1, rows[i].noun)) {
            uint32_t end = token + 2;
            end += clm_key_is(reader, end, "dollars") ? 1 : 0;
            return (clm_measure){.unit = rows[i].code, .factor = 1, .end = end};
        }
    }
    return (clm_measure){0};
}

/* "kilometres per hour", "km/h", "miles an hour". */
static bool an_hour(const clm_reader *reader, uint32_t token, uint32_t *end) {
    bool per = clm_punct_is(reader, token, "/") || clm_key_is(reader, token, "per") ||
               clm_key_is(reader, token, "an");
    if (per && (clm_key_is(reader, token + 1, "h") || clm_key_is(reader, token + 1, "hour") ||
                clm_key_is(reader, token + 1, "hr"))) {
        *end = token + 2;
        return true;
    }
    return false;
}

static clm_measure percent_after(const clm_reader *reader, uint32_t k) {
    clm_measure out = {.unit = "percent", .factor = 1};
    if (clm_punct_is(reader, k, "%")) {
        out.end = k + 1;
    } else if (clm_key_is(reader, k, "per") && clm_key_is(reader, k + 1, "cent")) {
        out.end = k + 2;
    } else if (glued(reader, k) && clm_key_is(reader, k, "pc")) {
        out.end = k + 1;
    } else {
        out.unit = NULL;
    }
    return out;
}

/* "square kilometres", "sq. mi.", "square-mile". */
static clm_measure square_after(const clm_reader *reader, uint32_t k, uint32_t limit) {
    uint32_t at = k + 1;
    at += is_hyphen(reader, at) || clm_punct_is(reader, at, ".") ? 1 : 0;
    unsigned unit = at < limit ? clm_figure_unit(clm_figure_at(reader, at)) : CLM_UNIT_NONE;
    return unit && units[unit].squared ? square_measure(&units[unit], at + 1) : (clm_measure){0};
}

static clm_measure named_unit(const clm_reader *reader, uint32_t k, uint32_t limit, bool joined) {
    unsigned unit = clm_figure_unit(clm_figure_at(reader, k));
    bool named = clm_capital_at(reader, k) && reader->article->tokens[k].key_len < 3 &&
                 !(reader->article->tokens[k].flags & CLM_TOKEN_ALL_CAPS);
    bool title = joined && clm_capital_at(reader, k) &&
                 !(reader->article->tokens[k].flags & CLM_TOKEN_ALL_CAPS) &&
                 !clm_sentence_of(reader, k)->heading; /* "the Six-Day War" */
    if (title || (named && unit < CLM_UNIT_MINUTE)) {
        return (clm_measure){0}; /* "2 Mi-8 helicopters" */
    }
    if (unit == CLM_UNIT_POUND) {
        return pounds(reader, k, joined);
    }
    if (unit == CLM_UNIT_MAGNITUDE ||
        (unit == CLM_UNIT_PERCENT && clm_key_is(reader, k + 1, "points") && k + 1 < limit)) {
        return plain_measure(&units[unit], k + 1);
    }
    if (unit == CLM_UNIT_NONE ||
        (unit == CLM_UNIT_PERCENT && clm_key_is(reader, k, "percentage"))) {
        return (clm_measure){0};
    }
    clm_measure out = plain_measure(&units[unit], k + 1);
    bool squared = clm_punct_is(reader, k + 1, "\xc2\xb2") && units[unit].squared;
    if (squared) {
        return square_measure(&units[unit], k + 2);
    }
    if ((unit == CLM_UNIT_KM || unit == CLM_UNIT_MI) && an_hour(reader, k + 1, &out.end)) {
        unit = unit == CLM_UNIT_KM ? CLM_UNIT_KPH : CLM_UNIT_MPH;
        return plain_measure(&units[unit], out.end);
    }
    out.duration = unit >= CLM_UNIT_MINUTE && unit <= CLM_UNIT_DECADE;
    return out;
}

clm_measure clm_measure_after(const clm_reader *reader, uint32_t token, uint32_t limit) {
    uint32_t k = token;
    bool joined = is_hyphen(reader, k) && glued(reader, k) && glued(reader, k + 1);
    k += joined ? 1 : 0;
    if (k >= limit) {
        return (clm_measure){0};
    }
    clm_measure out = percent_after(reader, k);
    if (!out.unit && (clm_key_is(reader, k, "square") || clm_key_is(reader, k, "sq"))) {
        out = square_after(reader, k, limit);
    } else if (!out.unit && clm_key_is(reader, k, "nautical") &&
               clm_figure_unit(clm_figure_at(reader, k + 1)) == CLM_UNIT_MI) {
        out = plain_measure(&units[CLM_UNIT_NAUTICAL], k + 2);
    } else if (!out.unit && clm_key_is(reader, k, "metric") &&
               clm_figure_unit(clm_figure_at(reader, k + 1)) == CLM_UNIT_T) {
        out = plain_measure(&units[CLM_UNIT_T], k + 2);
    } else if (!out.unit) {
        out = named_unit(reader, k, limit, joined);
    }
    if (!out.unit && !joined && clm_capital_at(reader, k)) {
        out = foreign_money(reader, k);
    }
    if (out.end > limit) {
        out.unit = NULL;
    }
    out.joined = joined;
    bool speed = out.unit && strcmp(out.unit, "kph") == 0;
    bool inches = clm_figure_unit(clm_figure_at(reader, k)) == CLM_UNIT_INCH;
    out.foreign = inches || (speed && out.factor > 1 && out.factor < units[CLM_UNIT_KNOT].factor);
    return out;
}

const char *clm_money_before(const clm_reader *reader, uint32_t token, uint32_t floor,
                             uint32_t *start) {
    static const struct {
        const char *sign, *code;
    } signs[] = {{"\xc2\xa3", "GBP"},     {"\xe2\x82\xac", "EUR"}, {"\xc2\xa5", "JPY"},
                 {"\xe2\x82\xb9", "INR"}, {"\xe2\x82\xa9", "KRW"}, {"\xe2\x82\xbd", "RUB"},
                 {"\xe2\x82\xb4", "UAH"}, {"\xe2\x82\xba", "TRY"}, {"\xe2\x82\xa6", "NGN"},
                 {"\xe2\x82\xaa", "ILS"}, {"\xe0\xb8\xbf", "THB"}, {"\xe2\x82\xb1", "PHP"}};
    static const struct {
        const char *key, *code;
    } dollars[] = {{"us", "USD"}, {"a", "AUD"},  {"au", "AUD"}, {"c", "CAD"}, {"ca", "CAD"},
                   {"nz", "NZD"}, {"hk", "HKD"}, {"s", "SGD"},  {"r", "BRL"}, {"nt", "TWD"}};
    if (token <= floor) {
        return NULL;
    }
    uint32_t sign = token - 1;
    *start = sign;
    if (reader->article->tokens[sign].kind == CLM_TOKEN_PUNCT) {
        if (!clm_punct_is(reader, sign, "$")) {
            for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
                if (clm_punct_is(reader, sign, signs[i].sign)) {
                    return signs[i].code;
                }
            }
            return NULL;
        }
        for (size_t i = 0;
             sign > floor && glued(reader, sign) && i < sizeof dollars / sizeof *dollars; i++) {
            if (clm_key_is(reader, sign - 1, dollars[i].key)) {
                *start = sign - 1;
                return dollars[i].code;
            }
        }
        return "USD";
    }
    unsigned unit = clm_capital_at(reader, sign) ? clm_figure_unit(clm_figure_at(reader, sign)) : 0;
    bool code = unit >= CLM_UNIT_USD && reader->article->tokens[sign].key_len < 4;
    return code ? units[unit].unit : NULL;
}

void clm_quantity_convert(clm_quantity *quantity) {
    static const struct {
        const char *unit;
        double km2, km;
    } factors[] = {{"km2", 1, 0},        {"mi2", 2.589988110336, 0},
                   {"ha", 0.01, 0},      {"acre", 0.0040468564224, 0},
                   {"m2", 1e-6, 0},      {"km", 0, 1},
                   {"mi", 0, 1.609344},  {"m", 0, 1e-3},
                   {"ft", 0, 0.0003048}, {"mm", 0, 1e-6}};
    quantity->km2 = quantity->km = CLM_NO_VALUE;
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        if (strcmp(factors[i].unit, quantity->unit) == 0) {
            quantity->km2 = factors[i].km2 > 0 ? quantity->value * factors[i].km2 : CLM_NO_VALUE;
            quantity->km = factors[i].km > 0 ? quantity->value * factors[i].km : CLM_NO_VALUE;
        }
    }
}
