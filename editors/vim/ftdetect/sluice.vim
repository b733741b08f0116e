autocmd BufRead,BufNewFile *.policy setfiletype sluice
