/* What the client's author wrote: the agent of the fixture, which has everything.
 *
 *   happy_test http://127.0.0.1:4010 */
#include "client.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    const client c = { argc > 1 ? argv[1] : "http://127.0.0.1:4010", NULL };
    char card[256] = "";
    long status =
        client_rename(&c, "b7a3c1d2-4e5f-4a6b-8c7d-9e0f1a2b3c4d", "Reception", card, sizeof card);

    printf("%ld: %s\n", status, card);
    return status != 0 ||
           strcmp(card, "Clínica Sol reception speaks Spanish and gives 3 reminders") != 0;
}
