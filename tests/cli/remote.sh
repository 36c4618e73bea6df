# A document at a URL, with what it refers to: another server hands both out.
set -euo pipefail
. "$(dirname "$0")/server.bash"

cat >library.yaml <<'END'
openapi: 3.0.0
info: { title: documents, version: '1' }
paths:
  /words.yaml:
    get:
      responses:
        '200':
          description: a document
          content:
            text/plain:
              example: |
                openapi: 3.0.0
                info: { title: words, version: '1' }
                paths:
                  /words:
                    get:
                      responses:
                        '200':
                          description: a word
                          content: { application/json: { example: { word: one } } }
                    post:
                      requestBody:
                        content: { application/json: { schema: { $ref: 'word.yaml' } } }
                      responses: { '204': { description: taken } }
  /word.yaml:
    get:
      responses:
        '200':
          description: a schema
          content: { text/plain: { example: "type: string\nmaxLength: 3\n" } }
END
start "$program" serve library.yaml -p 0
library=$server
trap 'kill -KILL "$library" 2>/dev/null || true; stop; rm -rf "$scratch"' EXIT
url=http://127.0.0.1:$port
server=
start "$program" mock "$url/words.yaml" --allow-remote -p 0
expect ' 204 ' POST /words '"abc"'
expect '"code":"maxLength"' POST /words '"abcd"'
end TERM
"$program" mock "$url/gone.yaml" --allow-remote -p 0 2>gone && fail "a document that is not there is served"
grep -q "cannot fetch '$url/gone.yaml'" gone || fail "it does not say so: $(cat gone)"
server=$library
end TERM
