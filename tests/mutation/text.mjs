// Texts that a regular expression matches, and texts of each format.

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. /:@#,;!?'\"()[]{}<>|\\^$*+=&%~`é";
const DIGIT = "0123456789", WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", SPACE = " \t";
const CONTROL = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v", 0: "\0" };

const without = (set) => [...LETTERS].filter((letter) => !set.includes(letter)).join("");

class Unreadable extends Error {}

// Reads the expression and writes one text on the way: of alternatives the one of this `turn`, of repetitions
// the least and `more`.
class Writer {
    constructor(source, turn, more) {
        Object.assign(this, { source, at: 0, turn, more });
    }

    peek() {
        return this.source[this.at];
    }

    take(text) {
        if (!this.source.startsWith(text, this.at))
            return false;
        this.at += text.length;
        return true;
    }

    alternatives() {
        const branches = [this.sequence()];
        while (this.take("|"))
            branches.push(this.sequence());
        return branches[this.turn % branches.length];
    }

    sequence() {
        let text = "";
        while (this.at < this.source.length && !"|)".includes(this.peek())) {
            const atom = this.atom();
            const [least, most] = this.quantifier();
            text += atom.repeat(Math.min(most, least + (most > least ? this.more : 0)));
            if (text.length > 5000)
                throw new Unreadable();
        }
        return text;
    }

    quantifier() {
        let bounds = [1, 1];
        const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.source.slice(this.at, this.at + 24));
        if (this.take("*"))
            bounds = [0, Infinity];
        else if (this.take("+"))
            bounds = [1, Infinity];
        else if (this.take("?"))
            bounds = [0, 1];
        else if (counted) {
            this.at += counted[0].length;
            const least = Number(counted[1]);
            bounds = [least, counted[2] === undefined ? least : counted[3] === "" ? Infinity : Number(counted[3])];
        }
        this.take("?");
        return bounds;
    }

    atom() {
        const byte = String.fromCodePoint(this.source.codePointAt(this.at));
        this.at += byte.length;
        if (byte === "^" || byte === "$")
            return "";
        if (byte === "(")
            return this.group();
        if (byte === "[")
            return this.pick(this.set());
        if (byte === ".")
            return "a";
        return byte === "\\" ? this.pick(this.escape()) : byte;
    }

    pick(set) {
        if (set === "")
            return "";
        const letters = [...set];
        return letters[this.turn % letters.length];
    }

    group() {
        let silent = false;
        if (this.take("?=") || this.take("?!") || this.take("?<=") || this.take("?<!"))
            silent = true;
        else if (!this.take("?:")) {
            const name = /^\?<\w+>/.exec(this.source.slice(this.at));
            this.at += name ? name[0].length : 0;
        }
        const text = this.alternatives();
        if (!this.take(")"))
            throw new Unreadable();
        return silent ? "" : text;
    }

    // What an escape stands for, as a set; "" for one that takes no room.
    escape() {
        const letter = this.source[this.at++];
        const code = /^(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(this.source.slice(this.at - 1));
        const sets = { d: DIGIT, D: without(DIGIT), w: WORD, W: without(WORD), s: SPACE, S: without(SPACE), b: "", B: "" };
        if (code) {
            this.at += code[0].length - 1;
            return String.fromCodePoint(parseInt(code[1] ?? code[2] ?? code[3], 16));
        }
        if (letter === "p" || letter === "P") {
            this.at = this.source.indexOf("}", this.at) + 1;
            return letter === "p" ? "aA1" : "!";
        }
        if (letter === undefined || /[1-9k]/.test(letter))
            throw new Unreadable();
        return Object.hasOwn(sets, letter) ? sets[letter] : CONTROL[letter] ?? letter;
    }

    one() {
        const byte = String.fromCodePoint(this.source.codePointAt(this.at));
        this.at += byte.length;
        return byte === "\\" ? this.escape() : byte;
    }

    set() {
        const negated = this.take("^");
        let letters = "";
        for (let first = true; first ? this.peek() !== undefined : this.peek() !== "]"; first = false) {
            if (this.peek() === undefined)
                throw new Unreadable();
            if (this.peek() === "]")
                break;
            const low = this.one();
            if (this.peek() === "-" && this.source[this.at + 1] !== "]" && [...low].length === 1) {
                this.at++;
                const high = this.one().codePointAt(0);
                for (let point = low.codePointAt(0); point <= high && letters.length < 300; point++)
                    letters += String.fromCodePoint(point);
            } else {
                letters += low;
            }
        }
        this.take("]");
        return negated ? without(letters) : letters;
    }
}

export function expressionOf(pattern) {
    for (const flags of ["u", ""])
        try {
            return new RegExp(pattern, flags);
        } catch {
            // not with these flags
        }
    return undefined;
}

// Some texts that match the pattern, shorter ones first.
export function* textsLike(pattern) {
    const expression = expressionOf(pattern);
    if (!expression)
        return;
    for (const more of [0, 1, 2, 3, 5, 8, 12, 20, 32, 64])
        for (const turn of [0, 1, 2, 27])
            try {
                const writer = new Writer(pattern, turn, more);
                const text = writer.alternatives();
                if (writer.at === pattern.length && expression.test(text))
                    yield text;
            } catch (error) {
                if (!(error instanceof Unreadable))
                    throw error;
            }
}

// ---- Formats -------------------------------------------------------------------------------------

// What is of the format, and what surely is not.
export const FORMATS = {
    "date-time": ["2023-11-07T05:31:56Z", "2023-13-45T05:31:56Z"],
    date: ["2023-11-07", "2023-02-30"],
    time: ["05:31:56Z", "25:00:00Z"],
    duration: ["P1DT12H", "1 day"],
    email: ["ada@example.org", "ada at example.org"],
    "idn-email": ["ada@example.org", "ada at example.org"],
    hostname: ["example.org", "-example-.org"],
    "idn-hostname": ["example.org", "-example-.org"],
    ipv4: ["192.0.2.1", "192.0.2.256"],
    ipv6: ["2001:db8::1", "2001:db8::1::1"],
    uri: ["https://example.org/a", "no uri"],
    "uri-reference": ["/a/b", "a b\\c"],
    iri: ["https://example.org/a", "no iri"],
    "iri-reference": ["/a/b", "a b\\c"],
    uuid: ["3c90c3cc-0d44-4b50-8888-8dd25736052a", "3c90c3cc-0d44-4b50-8888"],
    "uri-template": ["/a/{b}", "/a/{b"],
    "json-pointer": ["/a/0", "a"],
    "relative-json-pointer": ["1/a", "/a"],
    regex: ["^a+$", "(a"],
    int64: ["12", "twelve"],
    uint64: ["12", "-12"],
    byte: ["YWJj", "***"],
    base64url: ["YWJj", "***"],
    decimal: ["1.50", "one"],
    char: ["a", "ab"],
    "http-date": ["Tue, 07 Nov 2023 05:31:56 GMT", "yesterday"],
    "date-time-local": ["2023-11-07T05:31:56", "2023-13-45T05:31:56"],
    "time-local": ["05:31:56", "25:00:00"],
    "media-range": ["text/*", "text"],
    "sf-boolean": ["?1", "yes"],
    "sf-string": ["\"a\"", "a"],
    "sf-token": ["a", "a b"],
    "sf-binary": [":YWJj:", "YWJj"],
};

// Numbers that are too large for the format.
export const NUMBER_FORMATS = {
    int8: 128, int16: 32768, int32: 2147483648, int64: 9223372036854775808, uint8: 256, uint16: 65536,
    uint32: 4294967296, uint64: 18446744073709551616, "double-int": 9007199254740994, float: 1e39,
    "sf-integer": 1e16, "sf-decimal": 1e13,
};
