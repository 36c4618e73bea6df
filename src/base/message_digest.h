/* MD5 (RFC 1321) and SHA-256 (FIPS 180-4), as HTTP's Digest authentication asks for them: of a text that is all
 * there, as lower-case hexadecimal with a NUL at its end. Nothing else here may use them: MD5 is broken. */
#ifndef US_MESSAGE_DIGEST_H
#define US_MESSAGE_DIGEST_H

#include "base/text.h"

#define US_MD5_HEX    33
#define US_SHA256_HEX 65

void us_md5(us_text text, char hex[US_MD5_HEX]);
void us_sha256(us_text text, char hex[US_SHA256_HEX]);

#endif
