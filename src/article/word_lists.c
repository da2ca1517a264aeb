/* The words of word_lists.h. Function words of the languages are in the form of clm_key_append (no
 * accents); words that two languages share count for both. */
#include "article/word_lists.h"

#include "base/word_index.h"

extern const clm_word_list clm_word_lists_to_index[];
extern const size_t clm_word_lists_to_index_count;

const clm_word_list clm_word_lists_to_index[] = {
    {LIST_EN,
     "the of and to in is was that for on with as at by it from be are were have has had "
     "said not his her their which who will would they he she but this been after an or its"},
    {LIST_DE,
     "der die das und ist nicht von mit den dem des ein eine einen im auf fur sich auch es "
     "an als nach bei wird wurde sind aus hat haben dass uber zu zum zur sagte"},
    {LIST_FR,
     "le la les des du de et est une un dans que qui pour pas sur par avec au aux ce cette "
     "il elle ont son sa ses plus mais apres selon ete sont etait"},
    {LIST_ES,
     "el la los las de del y que en un una por con para su se no es al lo como mas pero fue "
     "ha han segun entre desde sobre este esta tras"},
    {LIST_IT,
     "il lo la gli le di del della dei delle e che un una per con non nel nella sono ha al "
     "alla da dal anche come piu ma dopo stato"},
    {LIST_PT,
     "o a os as de do da dos das e que em um uma por com para no na nos nas se nao mais foi "
     "ao aos pelo pela como segundo entre tambem sao"},
    {LIST_NL,
     "de het een en van in is dat op te voor met niet zijn aan er ook door maar om naar uit "
     "bij heeft worden werd deze dit volgens over"},
    {LIST_PL,
     "w i z na do sie nie ze jest to o po przez dla od przed oraz jak ale tym tego byl byla "
     "sa juz ktory ktora takze za"},
    {LIST_STARTER,
     "a according after all also although an and another as asked at because before both but "
     "by despite during earlier each every few following for from he her here his however i "
     "if in instead is it its last later many meanwhile more most my next no none now of on "
     "one only or other others our over she since so some still such that the their then "
     "there these they this those though three to two under until we what when where while "
     "who why with yet you"},
    {LIST_SPEECH,
     "added adds admitted announced answered argued asked asks cried declared exclaimed "
     "insisted joked posted remarked repeated replied reply said say says shouted shouts "
     "stated told tweeted vowed warned wondered wrote writes yelled"},
    {LIST_PRONOUN,
     "anyone everyone he here how it let no that there this what when where who why she "
     "somebody someone nobody nothing everything something"},
    {LIST_TIME,
     "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs "
     "fri sat sun january february march april may june july august september october "
     "november december jan feb mar apr jun jul aug sep sept oct nov dec est edt cst cdt mst "
     "mdt pst pdt gmt utc bst cet cest eet eest ist eastern central mountain pacific "
     "greenwich local et pt ct"},
    {LIST_ELISION, "em n til tis twas cause cos bout round ere tween"},
};

const size_t clm_word_lists_to_index_count =
    sizeof clm_word_lists_to_index / sizeof *clm_word_lists_to_index;
