// Which documents are tried.
import fs from "node:fs";
import path from "node:path";

// Every JSON file below the place, or the file itself.
export function documentsIn(place) {
    if (!fs.statSync(place).isDirectory())
        return [place];
    return fs.readdirSync(place, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1)
        .flatMap((entry) => entry.isDirectory() ? documentsIn(path.join(place, entry.name))
            : entry.name.endsWith(".json") ? [path.join(place, entry.name)] : []);
}

// As many as wanted, at equal distances: the same each time.
export function spread(list, wanted) {
    const count = Math.min(list.length, wanted);
    return Array.from({ length: count }, (_, i) => list[Math.floor((i + 0.5) * list.length / count)]);
}
