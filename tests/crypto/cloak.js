// Values made by @47ng/cloak itself, which prisma-field-encryption encrypts with: for each line of JSON
// ({"key", "message"}), one of JSON with the value.
const readline = require("readline");
const { encryptStringSync } = require("@47ng/cloak");

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const given = JSON.parse(line);
  console.log(JSON.stringify(encryptStringSync(given.message, given.key)));
});
