# Values made by Lockbox itself: for each line of JSON ({"key", "table", "attribute", "options",
# "message"}), one of JSON with the value in hex. A "type" packs as Lockbox's model code does.
require "stringio"
require "json"
require "lockbox"

ARGF.each_line do |line|
  given = JSON.parse(line)
  key = Lockbox.attribute_key(master_key: given["key"], table: given["table"],
                              attribute: given["attribute"])
  message = given["message"]
  message = [message].pack("q>") if given["type"] == "integer"
  message = [message].pack("G") if given["type"] == "float"
  options = given["options"].transform_keys(&:to_sym)
  value = Lockbox.new(key: key, **options).encrypt(message)
  puts JSON.generate(value.unpack1("H*"))
end
