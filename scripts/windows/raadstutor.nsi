; Installs for this user only, without rights. The makefile gives VERSIE, BRON and UIT.
Target amd64-unicode
Unicode true
!define NAAM "Raadstutor"
!define WEG "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAAM}"
Name "${NAAM} ${VERSIE}"
OutFile "${UIT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAAM}"
InstallDirRegKey HKCU "Software\${NAAM}" "map"
SetCompressor /SOLID lzma
!include MUI2.nsh
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\Raadstutor.cmd"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Dutch"
VIProductVersion "${VERSIE}.0"
VIAddVersionKey "ProductName" "${NAAM}"
VIAddVersionKey "FileVersion" "${VERSIE}"
VIAddVersionKey "FileDescription" "Installatie van ${NAAM}"
VIAddVersionKey "LegalCopyright" "EUPL-1.2"

Section
  SetOutPath "$INSTDIR"
  File /r "${BRON}/*"
  ; Older versions go. One that has a window open stays until the next time: its late imports would be gone.
  FindFirst $0 $1 "$INSTDIR\programma-*"
  volgende:
    StrCmp $1 "" klaar
    StrCmp $1 "programma-${VERSIE}" over
    ClearErrors
    Delete "$INSTDIR\$1\python.exe"
    IfErrors over
    RMDir /r "$INSTDIR\$1"
    over:
    FindNext $0 $1
    Goto volgende
  klaar:
  FindClose $0
  WriteUninstaller "$INSTDIR\verwijder.exe"
  CreateDirectory "$SMPROGRAMS\${NAAM}"
  CreateShortcut "$SMPROGRAMS\${NAAM}\${NAAM}.lnk" "$INSTDIR\Raadstutor.cmd" "" "" 0 SW_SHOWMAXIMIZED
  CreateShortcut "$SMPROGRAMS\${NAAM}\${NAAM} regelmodus.lnk" "$INSTDIR\Regelmodus.cmd"
  CreateShortcut "$SMPROGRAMS\${NAAM}\${NAAM} bediening.lnk" "$INSTDIR\Bediening.cmd" "" "" 0 SW_SHOWMAXIMIZED
  CreateShortcut "$SMPROGRAMS\${NAAM}\${NAAM} beamer.lnk" "$INSTDIR\Beamer.cmd" "" "" 0 SW_SHOWMAXIMIZED
  WriteRegStr HKCU "Software\${NAAM}" "map" "$INSTDIR"
  WriteRegStr HKCU "${WEG}" "DisplayName" "${NAAM}"
  WriteRegStr HKCU "${WEG}" "DisplayVersion" "${VERSIE}"
  WriteRegStr HKCU "${WEG}" "Publisher" "${NAAM}"
  WriteRegStr HKCU "${WEG}" "UninstallString" '"$INSTDIR\verwijder.exe"'
  WriteRegStr HKCU "${WEG}" "QuietUninstallString" '"$INSTDIR\verwijder.exe" /S'
  WriteRegDWORD HKCU "${WEG}" "NoModify" 1
  WriteRegDWORD HKCU "${WEG}" "NoRepair" 1
SectionEnd

; What somebody learned, in a folder gegevens or in %LOCALAPPDATA%\raadstutor, stays.
Section Uninstall
  FindFirst $0 $1 "$INSTDIR\programma-*"
  volgende:
    StrCmp $1 "" klaar
    RMDir /r "$INSTDIR\$1"
    FindNext $0 $1
    Goto volgende
  klaar:
  FindClose $0
  Delete "$INSTDIR\Raadstutor.cmd"
  Delete "$INSTDIR\Regelmodus.cmd"
  Delete "$INSTDIR\Bediening.cmd"
  Delete "$INSTDIR\Beamer.cmd"
  Delete "$INSTDIR\Lees mij.txt"
  Delete "$INSTDIR\verwijder.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\${NAAM}"
  DeleteRegKey HKCU "${WEG}"
  DeleteRegKey HKCU "Software\${NAAM}"
SectionEnd
