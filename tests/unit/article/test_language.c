#include "unit/article/support.h"

static void test_language_table(void **state) {
    static const struct {
        const char *text, *language;
        bool english;
    } rows[] = {
        {"The river rose over its banks and the mayor said that it was late.", "en", true},
        {"Der Fluss ist über die Ufer getreten und die Stadt wurde nicht gewarnt.", "de", false},
        {"La rivière est sortie de son lit et les habitants ne sont pas rentrés dans la ville.",
         "fr", false},
        {"El río se desbordó y los vecinos de la ciudad no fueron avisados por el alcalde.", "es",
         false},
        {"Il fiume è uscito dagli argini e gli abitanti della città non sono stati avvisati.", "it",
         false},
        {"O rio saiu do leito e os moradores da cidade não foram avisados pela prefeitura, mas "
         "também não há mortos.",
         "pt", false},
        {"De rivier is buiten zijn oevers getreden en de inwoners van het dorp zijn niet gewarnt.",
         "nl", false},
        {"Rzeka wystąpiła z brzegów i mieszkańcy nie zostali ostrzeżeni, ale na razie nie ma ofiar "
         "w "
         "mieście.",
         "pl", false},
        {"Река вышла из берегов, и жители города ещё не вернулись, это было ночью.", "ru", false},
        {"Річка вийшла з берегів, і мешканці міста ще не повернулися.", "uk", false},
        {"ارتفع منسوب النهر في الليل", "ar", false},
        {"הנהר עלה על גדותיו בלילה", "he", false},
        {"河水在夜里上涨。", "zh", false},
        {"川の水が夜に増えた。", "ja", false},
        {"강물이 밤에 불어났다.", "ko", false},
        {"Το ποτάμι ανέβηκε τη νύχτα.", "el", false},
        {"नदी रात में बढ़ गई।", "hi", false},
        {"მდინარე ღამით ადიდდა.", "ka", false},
        {"Գետը գիշերը բարձրացավ։", "hy", false},
        {"Water high", "und", true},
        {"", "und", true},
        {"12:30, 45 %", "und", true},
        {"Leaders met in La Paz, Los Angeles and The Hague, and one in El Alto.", "en", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].text);
        expect_text(rows[i].text, article->language, rows[i].language);
        expect_size(rows[i].text, article->english, rows[i].english);
        clm_article_free(article);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_language_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
