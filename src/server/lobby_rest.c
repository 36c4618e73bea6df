/* Requests that are to be answered late (delay.h) wait here with their whole head: no thread has them, and the
 * doorman wakes when the first is due. */
#include "server/lobby_inside.h"

bool us_lobby_is_to_rest(const us_lobby *lobby, const us_visitor *visitor)
{
    return !visitor->rested && us_delay_of_head(us_visitor_head(visitor), lobby->delay).most > 0;
}

/* By chance, as far as a test can tell: a linear congruential generator (Knuth's). */
static unsigned choose(us_lobby *lobby, us_delay delay)
{
    lobby->chance = lobby->chance * 6364136223846793005u + 1442695040888963407u;
    return delay.least + (unsigned)((lobby->chance >> 33) % (delay.most - delay.least + 1u));
}

void us_lobby_rest(us_lobby *lobby, us_visitor *visitor)
{
    us_delay delay = us_delay_of_head(us_visitor_head(visitor), lobby->delay);
    us_lobby_put(&lobby->resting, visitor);
    visitor->due = visitor->since + choose(lobby, delay);
}

long long us_lobby_wake(us_lobby *lobby)
{
    long long time = lobby->resting.first ? us_lobby_now() : 0, soonest = -1;
    us_visitor *next;
    for (us_visitor *visitor = lobby->resting.first; visitor != NULL; visitor = next) {
        long long left = visitor->due - time;
        next = visitor->after;
        if (left <= 0) {
            visitor->rested = true;
            us_lobby_seat(lobby, visitor);
        } else if (soonest < 0 || left < soonest) {
            soonest = left;
        }
    }
    return soonest;
}
