// Which formats ajv-formats and OpenAPI know.

// Numbers: ajv-formats takes any number for float and double, and any integer for int64; the others it does not
// know. Texts: it looks at none of them, and at no format that is OpenAPI's alone.
export const NOT_IN_AJV = ["int8", "int16", "int64", "uint8", "uint16", "uint32", "uint64", "double-int", "float", "double",
    "decimal", "decimal128", "sf-integer", "sf-decimal", "base64url", "char", "http-date", "date-time-local",
    "time-local", "iri", "iri-reference", "idn-email", "idn-hostname", "media-range", "sf-boolean", "sf-string", "sf-token", "sf-binary"];

export const ONLY_IN_AJV = ["url", "iso-time", "iso-date-time", "json-pointer-uri-fragment"];
