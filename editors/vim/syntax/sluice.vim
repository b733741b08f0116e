" Vim syntax file of release policies. Made by editors/make.py.
if exists("b:current_syntax")
  finish
endif
syntax case match
syntax iskeyword @,48-57,_
syntax keyword sluiceItem policy use levels role category key destination table release risk test
syntax keyword sluiceLine may links purpose rotate clearance accepts positions owned column leaf owner lawful review row only rejected deleted updates metadata given before expect never end
syntax match sluiceLine "\<publish\s\+listed\s\+columns\>"
syntax match sluiceLine "\<publish\s\+whole\s\+rows\>"
syntax keyword sluiceRelease keep derive disclose withhold
syntax keyword sluiceWord absent alike allowed always and apart approved as at basis because become by changes check choose decided decryption different encrypted every for from full generated identifies identifying if in index is language least most not of on or otherwise people plaintext presence pseudonyms replaces rows send sensitive shared standard stay then to unique until values version when where with
syntax match sluiceWord "\<replica\s\+identity\>"
syntax keyword sluiceConstant yes no missing unchanged
syntax keyword sluiceType boolean smallint integer bigint real double numeric text varchar char citext name enum uuid date time timestamp timestamptz jsonb bytea opaque
syntax keyword sluiceUnit minutes hours days weeks months years
syntax match sluiceFunction "\<[a-z][a-z0-9_]*\ze\s*("
syntax match sluiceLabel "\<[a-z][a-z0-9_]*:"
syntax match sluiceDate "\<\d\{4}-\d\d-\d\d\>"
syntax match sluiceNumber "-\=\<\d\+\%(\.\d\+\)\=\>"
syntax match sluiceEscape contained "\\[\"\\]"
syntax region sluiceString start=+"+ skip=+\\.+ end=+"+ oneline contains=sluiceEscape
syntax region sluiceName start=+`+ end=+`+ oneline
syntax match sluiceComment "#.*$" contains=@Spell
highlight default link sluiceItem Statement
highlight default link sluiceLine Keyword
highlight default link sluiceRelease PreProc
highlight default link sluiceWord Keyword
highlight default link sluiceConstant Constant
highlight default link sluiceType Type
highlight default link sluiceUnit Number
highlight default link sluiceFunction Function
highlight default link sluiceLabel Identifier
highlight default link sluiceDate Number
highlight default link sluiceNumber Number
highlight default link sluiceEscape SpecialChar
highlight default link sluiceString String
highlight default link sluiceName Identifier
highlight default link sluiceComment Comment
let b:current_syntax = "sluice"
