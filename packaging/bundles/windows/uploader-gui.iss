; The installer for Windows: for one user, without an administrator. Made by packaging/installer.py, which gives
; Version, Folder (what PyInstaller made) and Output.
[Setup]
AppId={{6B0B0E2C-3D0B-4C7E-9C53-7A1F8F2B6D10}
AppName=Uploader
AppVersion={#Version}
AppPublisher=Uploader's developers
DefaultDirName={localappdata}\Programs\Uploader
DefaultGroupName=Uploader
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Folder}\LICENSE
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\Uploader.exe
OutputDir={#Output}
OutputBaseFilename=uploader-gui-{#Version}-windows-x86_64
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesEnvironment=yes
; A running program holds its files: it is asked to end, which pauses its uploads, and started again by its user.
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "sendto"; Description: "Uploader in the menu ""Send to"" of files and folders"
Name: "path"; Description: "The command uploader-gui in new terminals"; Flags: unchecked

[InstallDelete]
; What an older version had and this one has not; nothing of the user's is in there.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\Uploader"; Filename: "{app}\Uploader.exe"
Name: "{usersendto}\Uploader"; Filename: "{app}\Uploader.exe"; Parameters: "--review"; Tasks: sendto

[Registry]
; "Open with" offers it for any file; no type of file becomes its own.
Root: HKCU; Subkey: "Software\Classes\Applications\Uploader.exe"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Applications\Uploader.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "Uploader"
Root: HKCU; Subkey: "Software\Classes\Applications\Uploader.exe\shell\open\command"; ValueType: string; ValueData: """{app}\Uploader.exe"" --review ""%1"""
; In the menu of a folder (Windows 11: below "Show more options").
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Uploader"; ValueType: string; ValueData: "Upload with Uploader"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Uploader"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\Uploader.exe"
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Uploader\command"; ValueType: string; ValueData: """{app}\Uploader.exe"" --review ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Check: IsNotOnPath; Tasks: path
; Start at login is the program's own switch, in its preferences; without the program its entry would be a dead one.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueName: "uploader-gui"; Flags: dontcreatekey uninsdeletevalue

[Run]
Filename: "{app}\Uploader.exe"; Description: "Start Uploader"; Flags: nowait postinstall skipifsilent

; The uninstaller leaves the user's data, %LOCALAPPDATA%\uploader-gui, and the keys in the Credential Manager alone.

[Code]
function PathWithout(Folder: string): string;
var
  Path: string;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Path) then
    Path := '';
  Path := ';' + Path + ';';
  StringChangeEx(Path, ';' + Folder + ';', ';', True);
  if (Length(Path) > 0) and (Path[1] = ';') then
    Delete(Path, 1, 1);
  if (Length(Path) > 0) and (Path[Length(Path)] = ';') then
    Delete(Path, Length(Path), 1);
  Result := Path;
end;

function IsNotOnPath: Boolean;
var
  Path: string;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Path) then
    Path := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Path) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if (Step = usPostUninstall) and not IsNotOnPath then
    RegWriteExpandStringValue(HKCU, 'Environment', 'Path', PathWithout(ExpandConstant('{app}')));
end;
