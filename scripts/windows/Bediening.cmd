@echo off
setlocal DisableDelayedExpansion
call "%~dp0Raadstutor.cmd" klas bediening %*
if errorlevel 1 pause
