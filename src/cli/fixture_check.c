/* understudy fixture check: which fixtures no longer fit the contract. What `check` says of a whole document it says of
 * them alone, and what is a warning there, because nobody is answered wrongly, is an error here: a fixture that is not
 * used was written to be. */
#include <stdio.h>

#include "cli/console.h"
#include "cli/fixture.h"
#include "cli/rehearsal.h"
#include "cli/specs.h"
#include "cli/trial.h"
#include "gen/cast.h"

static unsigned count_media(const gen_media *media)
{
    unsigned count = 0;

    for (; media; media = media->next)
        for (const gen_example *e = media->example; e; e = e->next)
            count += e->fixture;
    return count;
}

static unsigned count_fixtures(const us_specs *specs)
{
    unsigned count = 0;

    for (unsigned i = 0; i < specs->apis; i++)
        for (const gen_operation *o = specs->api[i]->operation; o; o = o->next) {
            for (const gen_response *r = o->response; r; r = r->next)
                count += count_media(r->media);
            for (const gen_cue *cue = o->cue; cue; cue = cue->next)
                count += !cue->example;
        }
    return count;
}

/* About files below the folder: about one as a whole, which is then not used, or about something in it. */
static unsigned count_warnings(const us_specs *specs, const char *fixtures, bool whole)
{
    unsigned count = 0;

    for (const gen_diagnostic *d = specs->g->first; d; d = d->next) {
        us_text path = us_text_of(specs->g->source[d->at.file].path);

        count += d->severity == GEN_WARNING && (d->at.line == 0) == whole &&
                 us_text_starts(path, us_text_of(fixtures));
    }
    return count;
}

/* US_EXIT_FINE also when there are faults, which are counted. */
static enum us_exit rehearse(const us_specs *specs, us_faults *faults)
{
    us_trial trial;
    enum us_exit code = us_trial_open(&trial, specs);

    if (code == US_EXIT_FINE)
        (void)us_rehearsal_of_fixtures(trial.service, faults);
    us_trial_close(&trial);
    return code;
}

/* Where there are none, and what is there instead: the name of a folder is soon mistyped. */
static void print_where(const us_specs *specs, const char *fixtures)
{
    gen *g = specs->g;
    us_nearest nearest = us_nearest_to(specs->api[0]->name);
    us_text path = us_text_of(fixtures);
    gen_folder folder;

    printf(" (they are looked for in %s/%s/", fixtures, gen_show(g, specs->api[0]->name));
    if (!gen_folder_open(&g->arena, NULL, path, path, &folder)) {
        for (size_t i = 0; i < folder.names; i++)
            us_nearest_offer(&nearest, folder.name[i]);
        gen_folder_close(&folder);
    }
    if (nearest.best.bytes && !us_text_equal(nearest.best, specs->api[0]->name))
        printf("; there is %s/%s/", fixtures, gen_show(g, nearest.best));
    putchar(')');
}

static enum us_exit judge(const us_specs *specs, const us_settings *settings)
{
    unsigned fixtures = count_fixtures(specs), faults;
    unsigned unused = count_warnings(specs, settings->fixtures, true);
    unsigned idle = count_warnings(specs, settings->fixtures, false);
    us_faults found = { 0 };
    enum us_exit code = rehearse(specs, &found);

    if (code != US_EXIT_FINE)
        return code;
    faults = found.fixtures;
    printf("%u fixture%s%s", fixtures, fixtures == 1 ? "" : "s",
           faults + unused + idle == 0 ? ": fine" : "");
    if (faults > 0)
        printf(", %u fault%s", faults, faults == 1 ? "" : "s");
    if (unused > 0)
        printf(", %u file%s not used", unused, unused == 1 ? "" : "s");
    if (idle > 0)
        printf(", %u warning%s", idle, idle == 1 ? "" : "s");
    if (fixtures + unused == 0)
        print_where(specs, settings->fixtures);
    if (specs->g->elsewhere > 0)
        printf("; `understudy check` has warnings about the documents");
    putchar('\n');
    if (!us_print_end())
        return US_EXIT_WORLD;
    return faults + unused + idle > 0 ? US_EXIT_BROKEN : US_EXIT_FINE;
}

enum us_exit us_fixture_check(const us_settings *settings)
{
    us_settings own = *settings;
    us_specs specs;
    enum us_exit code;

    own.fixtures_alone = true;
    code = us_specs_read(&specs, &own);
    if (code == US_EXIT_FINE)
        code = judge(&specs, settings);
    us_specs_free(&specs);
    return code;
}
