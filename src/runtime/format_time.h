/* What the formats of dates and times share. Private to them. */
#ifndef US_FORMAT_TIME_H
#define US_FORMAT_TIME_H

#include "runtime/format.h"

/* Two digits as a number; 100 or more when they are none. */
static inline unsigned us_digit_pair(const char *at)
{
    unsigned tens = (unsigned char)at[0] - (unsigned)'0',
             ones = (unsigned char)at[1] - (unsigned)'0';

    return tens < 10 && ones < 10 ? tens * 10 + ones : 100;
}

/* A day of the Gregorian calendar, month and day counted from 1. */
bool us_is_day(unsigned year, unsigned month, unsigned day);

/* "05:31:56", eight bytes; the second may be 60. */
bool us_is_clock(const char *at);

#endif
