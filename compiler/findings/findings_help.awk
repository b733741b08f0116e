# docs/findings.txt -> [SLC_E0301] = "…", for finding.c: the text under each line that begins with a code.
/^[EW][0-9][0-9][0-9][0-9] / {
    code = $1
    getline text
    gsub(/\\/, "\\\\", text)
    gsub(/"/, "\\\"", text)
    printf "[SLC_%s] = \"%s\",\n", code, text
}
