@echo off
setlocal DisableDelayedExpansion
call "%~dp0Raadstutor.cmd" klas scherm %*
if errorlevel 1 pause
