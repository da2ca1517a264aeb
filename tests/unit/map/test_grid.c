#include "support/support.h"

#include "map/grid.h"

enum { CELL = 10 };

static void fill_box(clm_grid *grid, clm_rect box, uint16_t owner) {
    clm_display_list list;
    clm_display_list_init(&list);
    clm_path_begin(&list, CLM_INK_LAND, NULL);
    clm_path_part(&list, true);
    clm_path_point(&list, (clm_px){box.x0, box.y0});
    clm_path_point(&list, (clm_px){box.x1, box.y0});
    clm_path_point(&list, (clm_px){box.x1, box.y1});
    clm_path_point(&list, (clm_px){box.x0, box.y1});
    clm_grid_fill(grid, &list, 0, owner);
    assert_false(list.failed);
    clm_display_list_clear(&list);
}

/* A frame of 10 x 8 cells at (100, 50). */
static void open_grid(clm_grid *grid) {
    clm_error error;
    assert_int_equal(clm_grid_open(grid, (clm_rect){100, 50, 200, 130}, CELL, &error), CLM_OK);
}

static void test_clm_grid_fill_owns_middles(void **state) {
    (void)state;
    clm_grid grid;
    open_grid(&grid);
    /* Middles at 105, 115 ...: 114 to 136 holds those of columns 1, 2, 3. */
    fill_box(&grid, (clm_rect){114, 64, 136, 86}, 1);
    fill_box(&grid, (clm_rect){150, 40, 260, 61}, 2); /* beyond the frame */
    int cells[3] = {0, 0, 0};
    clm_cells boxes[3];
    clm_grid_measure(&grid, 3, boxes, cells);
    assert_int_equal(cells[1], 9);
    assert_int_equal(boxes[1].x0, 1);
    assert_int_equal(boxes[1].x1, 4);
    assert_int_equal(boxes[1].y0, 1);
    assert_int_equal(boxes[1].y1, 4);
    assert_int_equal(cells[2], 5);
    assert_int_equal(cells[0], 80 - 9 - 5);
    assert_int_equal(clm_grid_owner_at(&grid, (clm_px){120, 75}), 1);
    assert_int_equal(clm_grid_owner_at(&grid, (clm_px){199, 55}), 2);
    assert_int_equal(clm_grid_owner_at(&grid, (clm_px){99, 55}), 0);
    assert_int_equal(clm_grid_owner_at(&grid, (clm_px){150, 131}), 0);
    clm_grid_close(&grid);
}

static void test_clm_mask_outside_share(void **state) {
    (void)state;
    clm_grid grid;
    open_grid(&grid);
    fill_box(&grid, (clm_rect){110, 60, 150, 100}, 1); /* columns 1 to 4, rows 1 to 4 */
    static const unsigned char is_inside[2] = {0, 1};
    static const clm_cells windows[2] = {{0, 0, 10, 8}, {1, 1, 5, 5}};
    for (size_t w = 0; w < 2; w++) { /* the window must not matter */
        clm_mask mask;
        clm_error error;
        assert_int_equal(clm_mask_open(&mask, &grid, windows[w], is_inside, &error), CLM_OK);
        assert_int_equal(mask.inside_count, 16);
        CLM_EXPECT_NEAR("middle x", mask.middle.x, 130, 1e-9);
        CLM_EXPECT_NEAR("middle y", mask.middle.y, 80, 1e-9);
        CLM_EXPECT_NEAR("extent", mask.extent.x1, 150, 1e-9);
        static const struct {
            const char *label;
            clm_rect rect;
            double outside;
        } table[] = {
            {"inside", {112, 62, 148, 98}, 0},          {"half out", {132, 72, 168, 78}, 0.5},
            {"all out", {162, 62, 198, 98}, 1},         {"off the frame", {300, 300, 310, 310}, 1},
            {"around", {101, 51, 199, 129}, 64.0 / 80},
        };
        for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
            CLM_EXPECT_NEAR(table[i].label, clm_mask_outside(&mask, table[i].rect),
                            table[i].outside, 1e-9);
        }
        clm_mask_close(&mask);
    }
    clm_grid_close(&grid);
}

static void test_clm_grid_ink_means(void **state) {
    (void)state;
    clm_grid grid;
    open_grid(&grid);
    clm_grid_ink_rect(&grid, (clm_rect){101, 51, 109, 59}, 2); /* one cell */
    clm_grid_ink_rect(&grid, (clm_rect){101, 51, 109, 59}, 1); /* the larger stays */
    clm_grid_sum(&grid);
    CLM_EXPECT_NEAR("the cell", clm_grid_ink(&grid, (clm_rect){102, 52, 108, 58}), 2, 1e-6);
    CLM_EXPECT_NEAR("four", clm_grid_ink(&grid, (clm_rect){102, 52, 118, 68}), 0.5, 1e-6);
    CLM_EXPECT_NEAR("none", clm_grid_ink(&grid, (clm_rect){142, 52, 158, 68}), 0, 1e-6);
    clm_grid_close(&grid);
}

static void test_clm_grid_ink_lines_mark_cells(void **state) {
    (void)state;
    clm_grid grid;
    open_grid(&grid);
    clm_display_list list;
    clm_display_list_init(&list);
    clm_path_begin(&list, CLM_INK_COAST, NULL);
    clm_path_part(&list, false);
    clm_path_point(&list, (clm_px){95, 75});
    clm_path_point(&list, (clm_px){205, 75});
    clm_grid_ink_lines(&grid, &list, 0, 1);
    clm_grid_sum(&grid);
    CLM_EXPECT_NEAR("row", clm_grid_ink(&grid, (clm_rect){100, 70, 200, 80}), 1, 1e-6);
    CLM_EXPECT_NEAR("row above", clm_grid_ink(&grid, (clm_rect){100, 60, 200, 70}), 0, 1e-6);
    clm_display_list_clear(&list);
    clm_grid_close(&grid);
}

static clm_status open_and_mask(void *context) {
    (void)context;
    static const unsigned char is_inside[1] = {1};
    clm_grid grid;
    clm_error error;
    clm_status status = clm_grid_open(&grid, (clm_rect){0, 0, 50, 50}, CELL, &error);
    if (status == CLM_OK) {
        clm_mask mask;
        status = clm_mask_open(&mask, &grid, (clm_cells){0, 0, 5, 5}, is_inside, &error);
        clm_mask_close(&mask);
        clm_grid_close(&grid);
    }
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(open_and_mask, NULL) >= 5);
}

/* The area from (x0, y0) to (x1, y1) of a sheet of 100 x 100 cells, and what is told of its mask.
 */
static void open_shape(clm_grid *grid, clm_mask *mask, const clm_px *points, size_t count) {
    static const unsigned char is_inside[2] = {0, 1};
    clm_error error;
    clm_display_list list;
    assert_int_equal(clm_grid_open(grid, (clm_rect){0, 0, 1000, 1000}, CELL, &error), CLM_OK);
    clm_display_list_init(&list);
    clm_path_begin(&list, CLM_INK_LAND, NULL);
    clm_path_part(&list, true);
    for (size_t i = 0; i < count; i++) {
        clm_path_point(&list, points[i]);
    }
    clm_grid_fill(grid, &list, 0, 1);
    clm_display_list_clear(&list);
    assert_int_equal(
        clm_mask_open(mask, grid, (clm_cells){0, 0, grid->columns, grid->rows}, is_inside, &error),
        CLM_OK);
}

static void test_mask_long_axis(void **state) {
    (void)state;
    const double quarter = 0.78539816339744831;
    static const struct {
        const char *label;
        clm_px points[4];
        double axis_rad; /* in eighths of a turn; NAN: any */
        double stretch;
    } table[] = {
        {"lying", {{100, 400}, {900, 400}, {900, 600}, {100, 600}}, 0, 4},
        {"standing", {{400, 100}, {600, 100}, {600, 900}, {400, 900}}, 2, 4},
        /* Sides of 800 and 100 times the root of 2. */
        {"falling to the right", {{100, 200}, {200, 100}, {900, 800}, {800, 900}}, 1, 7},
        {"round", {{300, 300}, {700, 300}, {700, 700}, {300, 700}}, (double)NAN, 1},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_grid grid;
        clm_mask mask;
        open_shape(&grid, &mask, table[i].points, 4);
        if (!isnan(table[i].axis_rad)) {
            CLM_EXPECT_NEAR(table[i].label, fabs(mask.axis_rad), table[i].axis_rad * quarter, 0.02);
        }
        CLM_EXPECT_NEAR(table[i].label, mask.stretch, table[i].stretch, 0.3);
        clm_mask_close(&mask);
        clm_grid_close(&grid);
    }
}

static void test_clm_mask_holds_turned_boxes(void **state) {
    (void)state;
    /* A band from the upper left to the lower right, 141 pixels across. */
    static const clm_px band[4] = {{100, 200}, {200, 100}, {900, 800}, {800, 900}};
    static const struct {
        const char *label;
        clm_px middle;
        double width, height, quarters;
        bool held;
    } table[] = {
        {"along it", {500, 500}, 800, 100, 1, true},
        {"too wide", {500, 500}, 800, 180, 1, false},
        {"too long", {500, 500}, 1100, 100, 1, false},
        {"across it", {500, 500}, 800, 100, -1, false},
        {"lying, small", {500, 500}, 100, 60, 0, true},
        {"lying, long", {500, 500}, 400, 60, 0, false},
        {"beside it", {700, 300}, 100, 20, 1, false},
        {"off the sheet", {-50, -50}, 20, 20, 0, false},
    };
    clm_grid grid;
    clm_mask mask;
    open_shape(&grid, &mask, band, 4);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].label,
                   clm_mask_holds(&mask, table[i].middle, table[i].width, table[i].height,
                                  table[i].quarters * 0.78539816339744831) == table[i].held);
    }
    clm_mask_close(&mask);
    clm_grid_close(&grid);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_grid_fill_owns_middles),
        cmocka_unit_test(test_clm_mask_outside_share),
        cmocka_unit_test(test_clm_grid_ink_means),
        cmocka_unit_test(test_clm_grid_ink_lines_mark_cells),
        cmocka_unit_test(test_mask_long_axis),
        cmocka_unit_test(test_clm_mask_holds_turned_boxes),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
