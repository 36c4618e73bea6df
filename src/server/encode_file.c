/* Small files, each written by hand from the description of its format, so that whoever opens what a schema calls
 * a picture or a document finds one. */
#include "server/encode.h"

/* clang-format off */
#define US_ONES  "\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01"
#define US_ZEROS "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

/* PNG (W3C, third edition). */
static const char png[] =
    "\x89PNG\r\n\x1a\n" /* the signature */
    "\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU" /* IHDR: 1 by 1, 8 bits of grey */
    "\x00\x00\x00\rIDATx\x01\x01\x02\x00\xfd\xff\x00\xff\x01\x01\x01\x00`\x87\x12\xb5" /* IDAT: one stored block, filter 0, white */
    "\x00\x00\x00\x00IEND\xae""B`\x82" /* IEND */;

/* GIF 89a. */
static const char gif[] =
    "GIF89a" /* the signature */
    "\x01\x00\x01\x00\x80\x00\x00" /* 1 by 1, two colours */
    "\xff\xff\xff\x00\x00\x00" /* white, black */
    ",\x00\x00\x00\x00\x01\x00\x01\x00\x00" /* an image of the whole */
    "\x02\x02""D\x01\x00" /* two bits a code: clear, 0, end */
    ";" /* the trailer */;

/* JPEG (ITU-T T.81), baseline. */
static const char jpeg[] =
    "\xff\xd8" /* SOI */
    "\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" /* APP0: JFIF 1.1 */
    "\xff\xdb\x00" "C\x00" US_ONES US_ONES US_ONES US_ONES /* DQT: all ones */
    "\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00" /* SOF0: 1 by 1, grey */
    "\xff\xc4\x00\x14\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" /* DHT: of DC one code, for no difference */
    "\xff\xc4\x00\x14\x10\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" /* DHT: of AC one code, for the end of the block */
    "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" /* SOS */
    "\x3f" /* two codes, then ones */
    "\xff\xd9" /* EOI */;

/* WebP (RFC 9649), lossless. */
static const char webp[] =
    "RIFF\x14\x00\x00\x00WEBP" /* RIFF of 20 bytes */
    "VP8L\x08\x00\x00\x00/\x00\x00\x00\x00\x88\x88\x08" /* VP8L: 1 by 1, five codes of one symbol each */;

/* ZIP (PKWARE, 4.3). */
static const char zip[] =
    "PK\x03\x04\n\x00\x00\x00\x00\x00\x00\x00!\x00x\xe5\x5c""E\x0b\x00\x00\x00\x0b\x00\x00\x00\x0e\x00\x00\x00understudy.txtunderstudy\n" /* one file, stored */
    "PK\x01\x02\n\x00\n\x00\x00\x00\x00\x00\x00\x00!\x00x\xe5\x5c""E\x0b\x00\x00\x00\x0b\x00\x00\x00\x0e\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00understudy.txt" /* the directory */
    "PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00<\x00\x00\x00""7\x00\x00\x00\x00\x00" /* its end */;

/* WAVE. */
static const char wav[] =
    "RIFF,\x00\x00\x00WAVE" /* RIFF of 44 bytes */
    "fmt \x10\x00\x00\x00\x01\x00\x01\x00@\x1f\x00\x00@\x1f\x00\x00\x01\x00\x08\x00" /* PCM, one channel, 8000 samples a second, 8 bits */
    "data\x08\x00\x00\x00\x80\x80\x80\x80\x80\x80\x80\x80" /* eight samples of silence */;

/* PDF 1.4: a page without content. */
static const char pdf[] =
    "%PDF-1.4\n"
    "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Resources << >> >>\nendobj\n"
    "xref\n"
    "0 4\n"
    "0000000000 65535 f \n"
    "0000000009 00000 n \n"
    "0000000058 00000 n \n"
    "0000000115 00000 n \n"
    "trailer\n"
    "<< /Size 4 /Root 1 0 R >>\n"
    "startxref\n"
    "201\n"
    "%%EOF\n";

/* gzip (RFC 1952). */
static const char gzip[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" /* the head */
    "\x03\x00" /* an empty block */
    "\x00\x00\x00\x00\x00\x00\x00\x00" /* sum and length */;

/* BMP. */
static const char bmp[] =
    "BM:\x00\x00\x00\x00\x00\x00\x00""6\x00\x00\x00" /* the file of 58 bytes */
    "(\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x18\x00\x00\x00\x00\x00\x04\x00\x00\x00\x13\x0b\x00\x00\x13\x0b\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" /* 1 by 1, 24 bits */
    "\xff\xff\xff\x00" /* white, and a byte to fill the row */;

/* MPEG-1, layer III. */
static const char mp3[] =
    "\xff\xfb\x10\xc4" /* a frame of 104 bytes: 32 kbit/s, 44100 Hz, one channel */
    US_ZEROS US_ZEROS US_ZEROS US_ZEROS US_ZEROS /* of silence */;

static const char svg[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"></svg>";
/* clang-format on */

#define FILE_OF(type, subtype, bytes)                                                              \
    {                                                                                              \
        type, subtype,                                                                             \
        {                                                                                          \
            bytes, sizeof bytes - 1                                                                \
        }                                                                                          \
    }

static const struct {
    const char *type, *subtype;
    us_text bytes;
} files[] = {
    FILE_OF("image", "png", png),
    FILE_OF("image", "jpeg", jpeg),
    FILE_OF("image", "jpg", jpeg),
    FILE_OF("image", "gif", gif),
    FILE_OF("image", "webp", webp),
    FILE_OF("image", "bmp", bmp),
    FILE_OF("image", "x-bmp", bmp),
    FILE_OF("image", "svg+xml", svg),
    FILE_OF("application", "pdf", pdf),
    FILE_OF("application", "zip", zip),
    FILE_OF("application", "x-zip-compressed", zip),
    FILE_OF("application", "gzip", gzip),
    FILE_OF("application", "x-gzip", gzip),
    FILE_OF("audio", "wav", wav),
    FILE_OF("audio", "x-wav", wav),
    FILE_OF("audio", "wave", wav),
    FILE_OF("audio", "mpeg", mp3),
    FILE_OF("audio", "mp3", mp3),
};

us_text us_encode_file(const us_media_type *type)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (us_text_equal_nocase(type->type, us_text_of(files[i].type)) &&
            us_text_equal_nocase(type->subtype, us_text_of(files[i].subtype)))
            return files[i].bytes;
    return (us_text){ NULL, 0 };
}
