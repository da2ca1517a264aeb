#include "support/support.h"

#include "map/display_list.h"

static void add_all(clm_display_list *list) {
    clm_color red = {1, 0, 0, 1};
    clm_path_begin(list, CLM_INK_LAND, "a");
    for (int p = 0; p < 3; p++) {
        clm_path_part(list, true);
        for (int i = 0; i < 40; i++) {
            clm_path_point(list, (clm_px){i, p});
        }
    }
    (void)clm_path_end(list, clm_fill_color(red), clm_stroke_none());
    clm_path_again(list, list->item_count - 1, CLM_INK_CLAIM_OUTLINE, clm_fill_none(),
                   clm_stroke_color(red, 2));
    clm_add_circle(list, CLM_INK_TOWN, NULL, (clm_px){1, 2}, 3, clm_fill_none(), clm_stroke_none());
    clm_add_rect(list, CLM_INK_FRAME, NULL, (clm_rect){1, 2, 3, 4}, 0, clm_fill_none(),
                 clm_stroke_none());
    clm_add_line(list, CLM_INK_LEADER, NULL, (clm_px){0, 0}, (clm_px){5, 5},
                 clm_stroke_color(red, 1));
    clm_add_clip(list, (clm_rect){0, 0, 9, 9});
    clm_add_text(list, CLM_INK_LABEL, "t", (clm_px){7, 8}, 4, 0);
    clm_add_unclip(list);
}

static void test_paths_share_points(void **state) {
    (void)state;
    clm_display_list list;
    clm_display_list_init(&list);
    add_all(&list);
    assert_false(list.failed);
    assert_int_equal(list.item_count, 8);
    assert_int_equal(list.items[0].part_count, 3);
    assert_int_equal(list.items[1].first_part, list.items[0].first_part);
    assert_int_equal(list.items[1].part_count, 3);
    assert_string_equal(list.items[1].feature_id, "a");
    assert_int_equal(list.items[1].role, CLM_INK_CLAIM_OUTLINE);
    assert_int_equal(list.point_count, 3 * 40 + 2);
    assert_int_equal(list.parts[3].count, 2);
    assert_false(list.parts[3].closed);
    assert_int_equal(list.items[6].run, 4);
    clm_display_list_clear(&list);
}

static void test_empty_paths_are_dropped(void **state) {
    (void)state;
    clm_display_list list;
    clm_display_list_init(&list);
    clm_path_begin(&list, CLM_INK_LAND, NULL);
    clm_path_part(&list, true);
    clm_path_part(&list, true);
    assert_false(clm_path_end(&list, clm_fill_none(), clm_stroke_none()));
    assert_int_equal(list.item_count, 0);
    assert_int_equal(list.part_count, 0);
    clm_path_begin(&list, CLM_INK_LAND, NULL);
    clm_path_part(&list, true);
    clm_path_part(&list, false);
    clm_path_point(&list, (clm_px){1, 1});
    clm_path_part(&list, true);
    assert_true(clm_path_end(&list, clm_fill_none(), clm_stroke_none()));
    assert_int_equal(list.items[0].part_count, 1);
    assert_false(list.parts[0].closed);
    clm_display_list_clear(&list);
}

static void test_no_memory_is_sticky(void **state) {
    (void)state;
    clm_display_list list;
    clm_display_list_init(&list);
    (void)clm_alloc_fail_at(0);
    add_all(&list);
    size_t count = clm_alloc_fail_at(0);
    clm_display_list_clear(&list);
    assert_true(count >= 3);
    for (size_t n = 1; n <= count; n++) {
        clm_display_list_init(&list);
        (void)clm_alloc_fail_at(n);
        add_all(&list);
        (void)clm_alloc_fail_at(0);
        if (!list.failed) {
            fail_msg("allocation %zu of %zu was not noticed", n, count);
        }
        clm_display_list_clear(&list);
    }
}

static void test_clm_rect(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_rect a, b;
        bool overlaps, inside;
    } table[] = {
        {"apart", {0, 0, 1, 1}, {2, 0, 3, 1}, false, false},
        {"touching", {0, 0, 1, 1}, {1, 0, 2, 1}, false, false},
        {"corner", {0, 0, 2, 2}, {1, 1, 3, 3}, true, false},
        {"within", {1, 1, 2, 2}, {0, 0, 3, 3}, true, true},
        {"same", {0, 0, 2, 2}, {0, 0, 2, 2}, true, true},
        {"around", {0, 0, 3, 3}, {1, 1, 2, 2}, true, false},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (clm_rect_overlaps(table[i].a, table[i].b) != table[i].overlaps ||
            clm_rect_inside(table[i].a, table[i].b) != table[i].inside) {
            fail_msg("%s", table[i].label);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths_share_points),
        cmocka_unit_test(test_empty_paths_are_dropped),
        cmocka_unit_test(test_no_memory_is_sticky),
        cmocka_unit_test(test_clm_rect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
