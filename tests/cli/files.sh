# Files that are made, opened by programs that know them.
set -euo pipefail
. "$(dirname "$0")/server.bash"
for tool in curl python3; do
    command -v $tool >/dev/null || { echo "no $tool: passed over"; exit 0; }
done

types='image/png image/jpeg image/gif image/webp image/bmp image/svg+xml application/pdf application/zip
    application/gzip audio/wav audio/mpeg'
{
    printf 'openapi: 3.1.0\ninfo: { title: Files, version: "1" }\npaths:\n  /file:\n    get:\n'
    printf '      responses:\n        "200":\n          description: Any.\n          content:\n'
    printf '            %s: { schema: { type: string, format: binary } }\n' $types
} >files.yaml

start "$program" serve files.yaml -p 0
for type in $types; do
    curl -sS -H "Accept: $type" -o "${type//[\/+]/.}" "http://127.0.0.1:$port/file"
done
end TERM

python3 - <<'END' || fail "a file cannot be opened"
import gzip, struct, wave, xml.dom.minidom, zipfile, zlib

with zipfile.ZipFile("application.zip") as archive:
    assert archive.testzip() is None and archive.read("understudy.txt") == b"understudy\n"
with wave.open("audio.wav") as sound:
    assert sound.getparams()[:4] == (1, 1, 8000, 8) and len(sound.readframes(9)) == 8
assert gzip.open("application.gzip").read() == b""
assert xml.dom.minidom.parse("image.svg.xml").documentElement.tagName == "svg"

png, chunks, at = open("image.png", "rb").read(), {}, 8
while at < len(png):
    size, kind = struct.unpack(">I4s", png[at:at + 8])
    data = png[at + 8:at + 8 + size]
    assert struct.unpack(">I", png[at + 8 + size:at + 12 + size])[0] == zlib.crc32(kind + data)
    chunks[kind], at = data, at + 12 + size
assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"] and zlib.decompress(chunks[b"IDAT"]) == b"\0\xff"

pdf = open("application.pdf", "rb").read()
start = int(pdf.split(b"startxref\n")[1].split()[0])
assert pdf[start:].startswith(b"xref\n0 4\n")
for number, line in enumerate(pdf[start:].splitlines()[2:6]):
    assert number == 0 or pdf[int(line.split()[0]):].startswith(b"%d 0 obj" % number)
END

command -v file >/dev/null || exit 0
while read -r name what; do
    file "$name" | grep -q "$what" || fail "$(file "$name")"
done <<'END'
image.png PNG.*1 x 1
image.jpeg JPEG.*1x1
image.gif GIF.*1 x 1
image.webp Web/P
image.bmp bitmap.*1 x 1
application.pdf PDF document
audio.mpeg layer III
END
