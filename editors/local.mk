# editors/ - colours for .policy files, made of the language's words by make.py.
vimsyntaxdir = $(datadir)/vim/vimfiles/syntax
dist_vimsyntax_DATA = %D%/vim/syntax/sluice.vim
vimftdetectdir = $(datadir)/vim/vimfiles/ftdetect
dist_vimftdetect_DATA = %D%/vim/ftdetect/sluice.vim
dist_pkgdata_DATA += %D%/textmate/sluice.tmLanguage.json
EXTRA_DIST += %D%/make.py %D%/README.md
