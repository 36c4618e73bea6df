/* The frame of a test program in which every case has a stage of its own. Include it after cmocka.h. */
#ifndef US_STAGED_H
#define US_STAGED_H

#include "stage.h"

static test_stage stage;

static int open_stage(void **state)
{
    (void)state;
    stage_open(&stage);
    return 0;
}

static int close_stage(void **state)
{
    (void)state;
    stage_close(&stage);
    return 0;
}

#define CASE(test)           cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
#define AT_IS(pointer, text) assert_string_equal(stage_at(&stage, pointer), text)
#define FIELD_IS(name, text) assert_string_equal(stage_field(&stage, name), text)

#endif
