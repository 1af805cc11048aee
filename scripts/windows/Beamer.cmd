@echo off
setlocal DisableDelayedExpansion
set RT_PAUZE=fout
"%~dp0Raadstutor.cmd" klas scherm %*
