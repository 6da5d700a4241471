// Writes birthplaces.c and birthplaces.h: every Italian municipality that is or was, and the foreign
// countries, by cadastral code. Usage: node tools/birthplaces.mjs OUT_DIR
//
// The data come from the npm package @marketto/belfiore-connector-embedded (code: MIT, Marco
// Ricupero). Municipalities: Ministero dell'Interno (ANPR) and Agenzia delle Entrate, CC BY 4.0.
// Countries: Istituto nazionale di statistica, CC BY 3.0. The attribution page must say so.
process.env.TZ = "UTC"; // the package builds its dates in the local zone

import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const OUT_DIR = process.argv[2];
if (!OUT_DIR) {
    console.error("usage: node birthplaces.mjs OUT_DIR");
    process.exit(2);
}

const connector = createRequire(import.meta.url)("@marketto/belfiore-connector-embedded");
const places = await (connector.default ?? connector).toArray();

const DAY_MS = 86400000;
const LAST_YEAR = 9999; // how the package says "still there"

// A few names of the source were decoded as Latin-1 ("RoverÃ¨"): their bytes are read again as
// UTF-8. Two of them have also lost their last byte.
const CUT_NAMES = { M273: "Santa Maria la Carità", M356: "Contà" };
function mendedName({ belfioreCode: code, name }) {
    if (CUT_NAMES[code] && /[\u00c3\u0102]$/.test(name)) return CUT_NAMES[code];
    const again = Buffer.from(name, "latin1").toString("utf8");
    return /[\u00c2\u00c3][\u0080-\u00bf]/.test(name) && !again.includes("\ufffd") ? again : name;
}

// The letters that a search compares; birthplace.c folds what is typed in the same way.
const PAIRS = { Æ: "AE", Œ: "OE", ß: "SS", Ø: "O" };
function folded(name) {
    const upper = name.replace(/ß/g, "SS").toUpperCase();
    const plain = upper.replace(/[ÆŒØ]/g, (letter) => PAIRS[letter]);
    return plain.normalize("NFD").replace(/[^A-Z]/g, "");
}

function numberOfCode(code) {
    return (code.charCodeAt(0) - 65) * 1000 + Number(code.slice(1));
}

function rowOf(place) {
    const name = mendedName(place);
    const province = (place.province ?? place.iso3166 ?? "").trim();
    const ended = place.expirationDate.getUTCFullYear() < LAST_YEAR;
    return {
        code: numberOfCode(place.belfioreCode),
        name,
        folded: folded(name),
        province: /^[A-Z]{2}$/.test(province) ? province : "",
        from: Math.floor(place.creationDate.getTime() / DAY_MS),
        to: ended ? String(Math.floor(place.expirationDate.getTime() / DAY_MS)) : "INT32_MAX",
    };
}

const rows = places.map(rowOf).sort((a, b) => a.code - b.code);
const byName = rows
    .map((row, index) => ({ ...row, index }))
    .sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : a.code - b.code));

let nameBytes = 0;
for (const row of rows) {
    row.at = nameBytes;
    nameBytes += Buffer.byteLength(row.name) + 1;
}

const cRow = (r) => `    {${r.at}, ${r.from}, ${r.to}, ${r.code}, "${r.province}"},`;
const header = `/* Written by tools/birthplaces.mjs; what the columns mean is told in people/birthplace.c. */
#ifndef GEN_BIRTHPLACES_H
#define GEN_BIRTHPLACES_H

#include <stdint.h>

struct birthplace_row {
    uint32_t name_at;  /* in birthplace_names */
    int32_t from_days; /* since 1970-01-01 */
    int32_t to_days;   /* the last one; INT32_MAX while it lasts */
    uint16_t code;     /* letter (A is 0) * 1000 + number */
    char province[3];  /* or the country's ISO 3166 code; "" when unknown */
};

enum { BIRTHPLACE_ROWS = ${rows.length} };

extern const struct birthplace_row birthplace_rows[BIRTHPLACE_ROWS]; /* by code */
extern const uint16_t birthplace_by_name[BIRTHPLACE_ROWS];           /* rows by folded name */
extern const char birthplace_names[];

#endif
`;
const source = `#include "birthplaces.h"

const struct birthplace_row birthplace_rows[BIRTHPLACE_ROWS] = {
${rows.map(cRow).join("\n")}
};

const uint16_t birthplace_by_name[BIRTHPLACE_ROWS] = {
${byName.map((row) => `    ${row.index},`).join("\n")}
};

const char birthplace_names[] =
${rows.map((row) => `    ${JSON.stringify(row.name)} "\\0"`).join("\n")};
`;

mkdirSync(OUT_DIR, { recursive: true });
writeFileSync(join(OUT_DIR, "birthplaces.h"), header);
writeFileSync(join(OUT_DIR, "birthplaces.c"), source);
