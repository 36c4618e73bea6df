/* Hand-written "generated" code through both compilers: what comes back runs, and what is wrong with it
 * is said with the name and the line of the generated file. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/pattern.h"
#include "cli/embed.h"
#include "cli/toolchain.h"
#include "runtime/check.h"

static char error[8192];

#define MODULE_OF_NOTHING "#include \"understudy.h\"\nconst us_module us_the_module = { 0 };\n"

/* Two translation units and a header between them, as the compiler writes them. */
#define HEADER                                                                                     \
    "#ifndef PARTS_H\n"                                                                            \
    "#define PARTS_H\n"                                                                            \
    "#include \"understudy.h\"\n"                                                                  \
    "us_checker check_age;\n"                                                                      \
    "#endif\n"

#define CHECKER                                                                                    \
    "/* A comment that looks like one:\n"                                                          \
    "#include \"understudy.h\"\n"                                                                  \
    "#include \"parts.h\"\n"                                                                       \
    "int no_code_at_all; */\n"                                                                     \
    "#include \"understudy.h\"\n"                                                                  \
    "#include \"parts.h\"\n"                                                                       \
    "void check_age(us_check *ck, const us_json *v)\n"                                             \
    "{\n"                                                                                          \
    "    static const us_member member[2] = { { US_KEY(\"age\") }, { US_KEY(\"id\") } };\n"        \
    "    static const us_members members = { .member = member, .count = 2 };\n"                    \
    "    us_walk w;\n"                                                                             \
    "    us_walk_begin(&w, ck, v, &members);\n"                                                    \
    "    while (us_walk_next(&w)) {\n"                                                             \
    "        if (w.which == 0)\n"                                                                  \
    "            us_minimum(ck, w.value, 0.5, AT(7));\n"                                           \
    "        if (w.which == 1)\n"                                                                  \
    "            us_format(ck, w.value, &us_format_uuid, AT(8));\n"                                \
    "    }\n"                                                                                      \
    "}\n"

#define MODULE                                                                                     \
    "#include \"understudy.h\"\n"                                                                  \
    "#include \"parts.h\"\n"                                                                       \
    "static const us_media media = { .type = US_STRING_OF(\"application/json\"),\n"                \
    "                                .check = check_age };\n"                                      \
    "static const us_body body = { .media = &media, .medias = 1 };\n"                              \
    "static const us_operation operation = { .id = US_STRING_OF(\"age\"), .body = &body };\n"      \
    "static const us_operation *const operations[] = { &operation };\n"                            \
    "static const us_api api = { .name = US_STRING_OF(\"tiny\"), .operation = operations,\n"       \
    "                            .operations = 1 };\n"                                             \
    "static const us_api *const apis[] = { &api };\n"                                              \
    "const us_module us_the_module = { .api = apis, .apis = 1 };\n"

static const gen_file *file_of(gen_file *file, const char *name, const char *text,
                               const gen_file *next)
{
    *file = (gen_file){ us_text_of(name), us_text_of(text), (gen_file *)next };
    return file;
}

static const gen_file *tiny(void)
{
    static gen_file file[3];
    const gen_file *files = file_of(&file[0], "parts.h", HEADER, NULL);

    files = file_of(&file[1], "check.c", CHECKER, files);
    return file_of(&file[2], "module.c", MODULE, files);
}

static const gen_file *alone(const char *text)
{
    static gen_file file;

    return file_of(&file, "alone.c", text, NULL);
}

/* The violations that the module's one checker finds in the JSON text. */
static unsigned count_violations(const us_program *program, const char *text)
{
    us_checker *check = us_program_module(program)->api[0]->operation[0]->body->media[0].check;
    us_arena arena = { 0 };
    us_json *value = us_json_read(&arena, us_text_of(text), NULL, NULL);
    unsigned count;
    us_check ck;

    us_check_begin(&ck, &arena, value, NULL);
    check(&ck, value);
    count = ck.violations;
    us_arena_free(&arena);
    return count;
}

static void runs(us_program *program)
{
    if (!program)
        fail_msg("%s", error);
    assert_int_equal(us_program_module(program)->apis, 1);
    assert_string_equal(us_program_module(program)->api[0]->name.bytes, "tiny");
    assert_int_equal(count_violations(program, "{\"age\":1}"), 0);
    assert_int_equal(count_violations(program, "{\"age\":0.25}"), 1);
    assert_int_equal(count_violations(program, "{\"age\":-1,\"id\":\"x\"}"), 2);
    us_program_free(program);
}

static void libtcc_runs(void **state)
{
    (void)state;
    runs(us_program_compile(tiny(), error, sizeof error));
}

static void a_compiler_runs(void **state)
{
    (void)state;
    runs(us_program_compile_with("cc", NULL, tiny(), error, sizeof error));
}

static void two_programs_live_side_by_side(void **state)
{
    us_program *one = us_program_compile(tiny(), error, sizeof error);
    us_program *two = us_program_compile(tiny(), error, sizeof error);

    (void)state;
    assert_non_null(one);
    assert_non_null(two);
    assert_ptr_not_equal(us_program_module(one), us_program_module(two));
    us_program_free(one);
    runs(two);
}

/* ---- What is wrong with it ---------------------------------------------------------------------- */

static void says(const char *part)
{
    if (!strstr(error, part))
        fail_msg("\"%s\" does not say \"%s\"", error, part);
}

static void errors_name_the_generated_line(void **state)
{
    const char *text =
        "#include \"understudy.h\"\n\nconst us_module us_the_module = { nonsense };\n";

    (void)state;
    assert_null(us_program_compile(alone(text), error, sizeof error));
    says("alone.c:3:");
    assert_null(us_program_compile_with("cc", NULL, alone(text), error, sizeof error));
    says("alone.c:3:");
}

static void a_missing_verb_is_named(void **state)
{
    const char *text = "#include \"understudy.h\"\nvoid us_not_there(void);\n"
                       "const us_module us_the_module = { 0 };\n"
                       "void f(void) { us_not_there(); }\n";

    (void)state;
    assert_null(us_program_compile(alone(text), error, sizeof error));
    says("us_not_there");
    assert_null(us_program_compile_with("cc", NULL, alone(text), error, sizeof error));
    says("us_not_there");
}

/* The name of the function that the header declares in this row, or empty. */
static us_text declared(us_text row)
{
    const us_text start[] = { US_TEXT("void us_"), US_TEXT("_Bool us_"), US_TEXT("int us_") };

    for (size_t i = 0; i < sizeof start / sizeof *start; i++)
        if (us_text_starts(row, start[i]) && us_text_find(row, '(') < row.length)
            return us_text_slice(row, start[i].length - 3, us_text_find(row, '('));
    return US_TEXT("");
}

/* Whatever understudy.h declares, generated code may call. */
static void every_verb_is_known_to_libtcc(void **state)
{
    us_arena arena = { 0 };
    us_buf text = us_buf_new(&arena, 4096);
    us_text rest = us_embedded_header(0).bytes;
    us_program *program;
    unsigned functions = 0;

    (void)state;
    us_buf_add_string(&text, "const void *const function[] = {\n");
    while (rest.length) {
        us_text name = declared(us_text_slice(rest, 0, us_text_find(rest, '\n')));

        rest = us_text_slice(rest, us_text_find(rest, '\n') + 1, rest.length);
        functions += name.length > 0;
        if (name.length > 0)
            us_buf_print(&text, "    %.*s,\n", (int)name.length, name.bytes);
    }
    us_buf_add_string(&text, "};\nconst us_module us_the_module = { 0 };\n");
    program = us_program_compile(alone(us_buf_text(&text).bytes), error, sizeof error);
    if (!program)
        fail_msg("%s", error);
    assert_true(functions > 40);
    us_program_free(program);
    us_arena_free(&arena);
}

static void a_missing_module_is_named(void **state)
{
    (void)state;
    assert_null(us_program_compile(alone("int x;\n"), error, sizeof error));
    says("us_the_module");
    assert_null(us_program_compile_with("cc", NULL, alone("int x;\n"), error, sizeof error));
    says("us_the_module");
}

static void a_short_buffer_is_enough(void **state)
{
    char small[16];

    (void)state;
    assert_null(us_program_compile(alone("int int int;\n"), small, sizeof small));
    assert_true(strlen(small) < sizeof small);
    assert_true(strlen(small) > 0);
}

/* More than may wait at a time, and nobody waits for ever, whether the compiler takes it or refuses it. */
static void many_long_files_wait_their_turn(void **state)
{
    us_arena arena = { 0 };
    us_buf body = us_buf_new(&arena, 2 << 20);

    (void)state;
    while (body.length < (2 << 20))
        us_buf_add_string(&body,
                          "/* nothing at all is said in this line, and it is long enough */\n");
    for (int broken = 0; broken <= 1; broken++) {
        us_compilation *c = us_compilation_begin(error, sizeof error);
        us_program *program;

        for (int i = 0; i < 12; i++) {
            us_text name = us_arena_print(&arena, "part%d.c", i);
            us_text text = us_arena_print(&arena, "%s;\n%s", i || !broken ? "" : "int int",
                                          us_buf_text(&body).bytes);

            us_compilation_add(c, &(gen_file){ name, text, NULL });
        }
        for (const gen_file *file = alone(MODULE_OF_NOTHING); file; file = file->next)
            us_compilation_add(c, file);
        program = us_compilation_end(c);
        assert_int_equal(program != NULL, !broken);
        if (broken)
            says("part0.c:1:");
        us_program_free(program);
    }
    us_arena_free(&arena);
}

static void a_missing_compiler_is_explained(void **state)
{
    (void)state;
    assert_null(us_program_compile_with("no-such-compiler", NULL, tiny(), error, sizeof error));
    says("no-such-compiler");
    says("install");
}

/* ---- What stays behind -------------------------------------------------------------------------- */

static unsigned writable_and_executable_pages(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512], rights[8];
    unsigned count = 0;

    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%*s %7s", rights) == 1 && strchr(rights, 'w') && strchr(rights, 'x'))
            count++;
    }
    fclose(maps);
    return count;
}

static void no_page_is_writable_and_executable(void **state)
{
    us_program *program = us_program_compile(tiny(), error, sizeof error);

    (void)state;
    assert_non_null(program);
    assert_int_equal(writable_and_executable_pages(), 0);
    us_program_free(program);
}

/* libtcc asks for it between the two relocations; the linker's --wrap lets us refuse. */
static void nobody_in_here_can_ask_for_such_a_page(void **state)
{
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    void *page = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    (void)state;
    assert_ptr_not_equal(page, MAP_FAILED);
    assert_int_equal(mprotect(page, size, PROT_READ | PROT_WRITE | PROT_EXEC), 0);
    assert_int_equal(writable_and_executable_pages(), 0);
    munmap(page, size);
}

/* PCRE2's JIT compiler would keep its code in one for good. */
static void a_pattern_needs_no_such_page(void **state)
{
    us_arena arena = { 0 };
    us_text message;
    size_t offset;
    us_pattern *pattern = us_pattern_compile(&arena, US_TEXT("^[a-z]+$"), &message, &offset);

    (void)state;
    assert_non_null(pattern);
    assert_int_equal(us_pattern_match(pattern, US_TEXT("rex")), US_MATCH);
    assert_int_equal(us_pattern_match(pattern, US_TEXT("Rex")), US_NO_MATCH);
    assert_int_equal(writable_and_executable_pages(), 0);
    us_pattern_free(pattern);
    us_arena_free(&arena);
}

static unsigned count_entries(const char *path)
{
    DIR *folder = opendir(path);
    unsigned count = 0;

    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static void a_compiler_leaves_no_file(void **state)
{
    char folder[] = "/tmp/toolchain-test-XXXXXX";

    (void)state;
    assert_non_null(mkdtemp(folder));
    setenv("TMPDIR", folder, 1);
    runs(us_program_compile_with("cc", NULL, tiny(), error, sizeof error));
    assert_null(us_program_compile_with("cc", NULL, alone("nonsense\n"), error, sizeof error));
    assert_false(
        us_executable_build("cc", NULL, alone("nonsense\n"), "/dev/null", error, sizeof error));
    unsetenv("TMPDIR");
    assert_int_equal(count_entries(folder), 0);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libtcc_runs),
        cmocka_unit_test(a_compiler_runs),
        cmocka_unit_test(two_programs_live_side_by_side),
        cmocka_unit_test(errors_name_the_generated_line),
        cmocka_unit_test(a_missing_verb_is_named),
        cmocka_unit_test(every_verb_is_known_to_libtcc),
        cmocka_unit_test(a_missing_module_is_named),
        cmocka_unit_test(a_short_buffer_is_enough),
        cmocka_unit_test(many_long_files_wait_their_turn),
        cmocka_unit_test(a_missing_compiler_is_explained),
        cmocka_unit_test(no_page_is_writable_and_executable),
        cmocka_unit_test(nobody_in_here_can_ask_for_such_a_page),
        cmocka_unit_test(a_pattern_needs_no_such_page),
        cmocka_unit_test(a_compiler_leaves_no_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
