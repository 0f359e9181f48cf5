<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>gwanje</name>
    <message>
        <source>+ zoom</source>
        <translation>+ 줌</translation>
    </message>
    <message>
        <source>--seconds must lie between 1 and {limit}.</source>
        <translation>--seconds 값은 1에서 {limit} 사이여야 합니다.</translation>
    </message>
    <message>
        <source>--tiles must lie between 1 and {limit}.</source>
        <translation>--tiles는 1에서 {limit} 사이여야 합니다.</translation>
    </message>
    <message>
        <source>--user needs --password-stdin, and the password on standard input.</source>
        <translation>--user에는 --password-stdin이 필요하며, 비밀번호는 표준 입력으로 넣습니다.</translation>
    </message>
    <message>
        <source>1 tile</source>
        <translation>1분할</translation>
    </message>
    <message>
        <source>112·119</source>
        <translation>인계</translation>
    </message>
    <message>
        <source>16 tiles</source>
        <translation>16분할</translation>
    </message>
    <message>
        <source>25 tiles</source>
        <translation>25분할</translation>
    </message>
    <message>
        <source>36 tiles</source>
        <translation>36분할</translation>
    </message>
    <message>
        <source>4 tiles</source>
        <translation>4분할</translation>
    </message>
    <message>
        <source>9 tiles</source>
        <translation>9분할</translation>
    </message>
    <message>
        <source>A comment is 1 to {limit} characters long.</source>
        <translation>메모는 1~{limit}자로 쓰십시오.</translation>
    </message>
    <message>
        <source>A decoding process cannot be started: {reason}.</source>
        <translation>디코딩 프로세스를 시작할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>A decoding process ended; it is started again. Pictures: {count}.</source>
        <translation>디코딩 프로세스가 끝나 다시 시작합니다. 영상 {count}개.</translation>
    </message>
    <message>
        <source>A fault of the console itself in {where}: {fault}. It is in the log.</source>
        <translation>콘솔 자체 오류({where}): {fault}. 로그에 기록했습니다.</translation>
    </message>
    <message>
        <source>A further report joined the alarm: ×{count}</source>
        <translation>같은 사건으로 묶음: ×{count}</translation>
    </message>
    <message>
        <source>A note is at most {limit} characters long.</source>
        <translation>메모는 {limit}자까지 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>A password is 1 to {limit} characters long.</source>
        <translation>비밀번호는 1~{limit}자여야 합니다.</translation>
    </message>
    <message>
        <source>A text of camera “{camera}” has control characters in it.</source>
        <translation>카메라 “{camera}”의 글에 제어 문자가 들어 있습니다.</translation>
    </message>
    <message>
        <source>A text of camera “{camera}” is longer than {limit} characters.</source>
        <translation>카메라 “{camera}”의 글이 {limit}자보다 깁니다.</translation>
    </message>
    <message>
        <source>Abandonment</source>
        <translation>유기</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>경보</translation>
    </message>
    <message>
        <source>Alarm acknowledged</source>
        <translation>경보 확인</translation>
    </message>
    <message>
        <source>Alarm brought back</source>
        <translation>보류 해제</translation>
    </message>
    <message>
        <source>Alarm claimed</source>
        <translation>경보 담당</translation>
    </message>
    <message>
        <source>Alarm closed</source>
        <translation>경보 종료</translation>
    </message>
    <message>
        <source>Alarm commented</source>
        <translation>경보 메모</translation>
    </message>
    <message>
        <source>Alarm queue</source>
        <translation>경보 대기열</translation>
    </message>
    <message>
        <source>Alarm raised</source>
        <translation>경보 발생</translation>
    </message>
    <message>
        <source>Alarm raised: {kind}, priority {priority}, {camera}</source>
        <translation>경보 발생: {kind}, {priority}순위, {camera}</translation>
    </message>
    <message>
        <source>Alarm released</source>
        <translation>담당 해제</translation>
    </message>
    <message>
        <source>Alarm reopened</source>
        <translation>경보 다시 열기</translation>
    </message>
    <message>
        <source>Alarm shelved</source>
        <translation>경보 보류</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>카메라 전체</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>종류 전체</translation>
    </message>
    <message>
        <source>All operators</source>
        <translation>관제원 전체</translation>
    </message>
    <message>
        <source>All that is derived from the entries was made anew.</source>
        <translation>기록에서 파생된 자료를 모두 다시 만들었습니다.</translation>
    </message>
    <message>
        <source>All times</source>
        <translation>전체 기간</translation>
    </message>
    <message>
        <source>All verdicts</source>
        <translation>판정 전체</translation>
    </message>
    <message>
        <source>An address of camera “{camera}” begins with {scheme}://, which is not one of: {schemes}.</source>
        <translation>카메라 “{camera}”의 주소가 {scheme}://로 시작합니다. 쓸 수 있는 것: {schemes}.</translation>
    </message>
    <message>
        <source>An address of camera “{camera}” is not a proper address.</source>
        <translation>카메라 “{camera}”의 주소가 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>An address of camera “{camera}” is too long or has control characters.</source>
        <translation>카메라 “{camera}”의 주소가 너무 길거나 제어 문자가 들어 있습니다.</translation>
    </message>
    <message>
        <source>An address of camera “{camera}” must begin with http:// or https://.</source>
        <translation>카메라 “{camera}”의 주소는 http:// 또는 https://로 시작해야 합니다.</translation>
    </message>
    <message>
        <source>An address of camera “{camera}” names no device.</source>
        <translation>카메라 “{camera}”의 주소에 장치 이름이 없습니다.</translation>
    </message>
    <message>
        <source>An alarm can be shelved for 1 to {limit} minutes.</source>
        <translation>경보는 1~{limit}분 동안 보류할 수 있습니다.</translation>
    </message>
    <message>
        <source>An entry nested deeper than {limit} levels cannot be journalled.</source>
        <translation>{limit}단계보다 깊은 기록은 일지에 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>An entry of {size} characters is too large for the journal.</source>
        <translation>{size}자의 기록은 너무 커서 일지에 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>An event names the camera {camera}, which is not registered.</source>
        <translation>등록되지 않은 카메라 {camera}의 이벤트가 들어왔습니다.</translation>
    </message>
    <message>
        <source>An export is being written.</source>
        <translation>내보내는 중입니다.</translation>
    </message>
    <message>
        <source>Analytics began: {what}</source>
        <translation>분석 시작: {what}</translation>
    </message>
    <message>
        <source>Analytics ended: {what}</source>
        <translation>분석 끝: {what}</translation>
    </message>
    <message>
        <source>Analytics silent</source>
        <translation>분석 무응답</translation>
    </message>
    <message>
        <source>Analytics went on: {what}</source>
        <translation>분석 진행: {what}</translation>
    </message>
    <message>
        <source>Analytics: {what}</source>
        <translation>분석: {what}</translation>
    </message>
    <message>
        <source>Anchor lost</source>
        <translation>봉인 폴더 끊김</translation>
    </message>
    <message>
        <source>Anchor restored</source>
        <translation>봉인 폴더 복구</translation>
    </message>
    <message>
        <source>Anchor {folder} back after {seconds} s</source>
        <translation>봉인 폴더 {folder} {seconds}초 만에 복구</translation>
    </message>
    <message>
        <source>Anchor {folder} lost: {reason}</source>
        <translation>봉인 폴더 {folder} 끊김: {reason}</translation>
    </message>
    <message>
        <source>Another alarm has just come under the keys. Look, then press again.</source>
        <translation>방금 다른 경보로 바뀌었습니다. 보고 다시 누르십시오.</translation>
    </message>
    <message>
        <source>Another console is already using {path}.</source>
        <translation>다른 콘솔이 이미 {path}을(를) 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Another console reads from the broker {host} under this workstation's name.</source>
        <translation>다른 콘솔이 이 관제석의 이름으로 브로커 {host}에 연결되어 있습니다.</translation>
    </message>
    <message>
        <source>Another program is holding the journal {path}.</source>
        <translation>다른 프로그램이 일지 {path}을(를) 붙잡고 있습니다.</translation>
    </message>
    <message>
        <source>Arson</source>
        <translation>방화</translation>
    </message>
    <message>
        <source>As it was recorded</source>
        <translation>기록 원문</translation>
    </message>
    <message>
        <source>Asking the camera what it can do …</source>
        <translation>카메라 기능을 확인하는 중…</translation>
    </message>
    <message>
        <source>At most {limit} characters; these are {count}.</source>
        <translation>{limit}자까지입니다. 지금 {count}자입니다.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Back from its shelf: {kind} · {camera}</source>
        <translation>보류 끝: {kind} · {camera}</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>다시 올리기</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>보류 해제</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Camera steered</source>
        <translation>카메라 조종</translation>
    </message>
    <message>
        <source>Camera stopped</source>
        <translation>카메라 정지</translation>
    </message>
    <message>
        <source>Camera tampering</source>
        <translation>카메라 훼손</translation>
    </message>
    <message>
        <source>Camera {camera} answered with error {status}.</source>
        <translation>카메라 {camera}: 오류 {status} 응답을 받았습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} asks for a user name and a password.</source>
        <translation>카메라 {camera}: 사용자 이름과 비밀번호를 요구합니다.</translation>
    </message>
    <message>
        <source>Camera {camera} cannot be reached.</source>
        <translation>카메라 {camera}에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} cannot be reached: {reason}.</source>
        <translation>카메라 {camera}에 연결할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Camera {camera} cannot be shown: a fault of the console.</source>
        <translation>카메라 {camera}: 콘솔 오류로 표시할 수 없습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} could not be examined: the decoder ended.</source>
        <translation>카메라 {camera}: 디코더가 끝나 검사하지 못했습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} declined: {reason}</source>
        <translation>카메라 {camera}: 요청이 거절되었습니다: {reason}</translation>
    </message>
    <message>
        <source>Camera {camera} did not answer within {seconds} s.</source>
        <translation>카메라 {camera}: {seconds}초 안에 응답이 없었습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} does not answer.</source>
        <translation>카메라 {camera}: 응답이 없습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} does not know the preset {preset}.</source>
        <translation>카메라 {camera}: 프리셋 {preset}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} does not know this stream address.</source>
        <translation>카메라 {camera}: 없는 스트림 주소입니다.</translation>
    </message>
    <message>
        <source>Camera {camera} ended its stream.</source>
        <translation>카메라 {camera}: 스트림이 끝났습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} gave an answer that is not ONVIF.</source>
        <translation>카메라 {camera}: ONVIF가 아닌 응답을 받았습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} has no ONVIF address.</source>
        <translation>카메라 {camera}: ONVIF 주소가 없습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} has no profile that can be steered.</source>
        <translation>카메라 {camera}: 조종할 수 있는 프로파일이 없습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} has not answered the moves before this one.</source>
        <translation>카메라 {camera}: 앞선 이동 명령에 아직 응답이 없습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} is connected but sends no pictures.</source>
        <translation>카메라 {camera}: 연결되었으나 영상이 오지 않습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} offers no PTZ service.</source>
        <translation>카메라 {camera}: PTZ 서비스가 없습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} points to another address, which is not followed.</source>
        <translation>카메라 {camera}: 다른 주소로 넘기려 하여 따르지 않았습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} refused the connection.</source>
        <translation>카메라 {camera}: 연결이 거부되었습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} refused the user name or the password.</source>
        <translation>카메라 {camera}: 사용자 이름이나 비밀번호가 거부되었습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} refused to send its stream.</source>
        <translation>카메라 {camera}: 스트림 전송이 거부되었습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} sends nothing that can be shown.</source>
        <translation>카메라 {camera}: 표시할 수 있는 영상이 없습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} sends pictures of {width} × {height}; that is more than the console takes.</source>
        <translation>카메라 {camera}: 영상 크기 {width} × {height}는 콘솔이 받을 수 있는 크기를 넘습니다.</translation>
    </message>
    <message>
        <source>Camera {camera} sent an answer that is too long.</source>
        <translation>카메라 {camera}: 응답이 너무 깁니다.</translation>
    </message>
    <message>
        <source>Camera {camera} wants a user name and a password.</source>
        <translation>카메라 {camera}: 사용자 이름과 비밀번호가 필요합니다.</translation>
    </message>
    <message>
        <source>Camera “{camera}” is not registered.</source>
        <translation>카메라 “{camera}”는 등록되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Camera “{camera}” is registered already.</source>
        <translation>카메라 “{camera}”는 이미 등록되어 있습니다.</translation>
    </message>
    <message>
        <source>Camera “{camera}” needs the address of its main stream.</source>
        <translation>카메라 “{camera}”에는 주 스트림 주소가 필요합니다.</translation>
    </message>
    <message>
        <source>Cameras by site</source>
        <translation>개소별 카메라</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Check the journal</source>
        <translation>일지 검사</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>검사 중…</translation>
    </message>
    <message>
        <source>Choose a rotating camera.</source>
        <translation>회전형 카메라를 고르십시오.</translation>
    </message>
    <message>
        <source>Choose an entry to see its story.</source>
        <translation>기록을 고르면 전체 경위가 보입니다.</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>담당</translation>
    </message>
    <message>
        <source>Claim, and show its camera</source>
        <translation>담당하고 카메라 띄우기</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>담당</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Clock skew</source>
        <translation>시계 어긋남</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close: duplicate</source>
        <translation>종료: 중복</translation>
    </message>
    <message>
        <source>Close: false</source>
        <translation>종료: 오경보</translation>
    </message>
    <message>
        <source>Close: handed over</source>
        <translation>종료: 인계</translation>
    </message>
    <message>
        <source>Close: nuisance</source>
        <translation>종료: 성가심</translation>
    </message>
    <message>
        <source>Close: test</source>
        <translation>종료: 시험</translation>
    </message>
    <message>
        <source>Close: true</source>
        <translation>종료: 실제</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Closed as {disposition}</source>
        <translation>종료({disposition})</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Commented</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>긴급</translation>
    </message>
    <message>
        <source>Crowd</source>
        <translation>인파</translation>
    </message>
    <message>
        <source>Dark / light</source>
        <translation>어둡게 / 밝게</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>아래</translation>
    </message>
    <message>
        <source>Down and left</source>
        <translation>왼쪽 아래</translation>
    </message>
    <message>
        <source>Down and right</source>
        <translation>오른쪽 아래</translation>
    </message>
    <message>
        <source>Drawing the demo site ended with status {code}.</source>
        <translation>시연 화면 그리기가 상태 {code}로 끝났습니다.</translation>
    </message>
    <message>
        <source>Drawing the demo's scenes, once: {done} %</source>
        <translation>시연 화면을 처음 한 번 그리는 중: {done} %</translation>
    </message>
    <message>
        <source>Drowning</source>
        <translation>익수</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>중복</translation>
    </message>
    <message>
        <source>Emergency bell</source>
        <translation>비상벨</translation>
    </message>
    <message>
        <source>Empty the tile</source>
        <translation>화면 비우기</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>Enlarge the tile, and back</source>
        <translation>화면 확대와 되돌리기</translation>
    </message>
    <message>
        <source>Enter brings the camera to the wall</source>
        <translation>Enter: 상황판에 띄우기</translation>
    </message>
    <message>
        <source>Enter confirms · Shift+Enter new line · Esc cancels</source>
        <translation>Enter 완료 · Shift+Enter 줄바꿈 · Esc 취소</translation>
    </message>
    <message>
        <source>Entry {seq} of the journal was changed: it cannot be read.</source>
        <translation>일지의 {seq}번 기록이 바뀌어 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Event received</source>
        <translation>이벤트 수신</translation>
    </message>
    <message>
        <source>Event source {feed} is back</source>
        <translation>이벤트 연결 {feed} 복구</translation>
    </message>
    <message>
        <source>Event source {feed} lost: {reason}</source>
        <translation>이벤트 연결 {feed} 끊김: {reason}</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV 내보내기…</translation>
    </message>
    <message>
        <source>Export JSONL…</source>
        <translation>JSONL 내보내기…</translation>
    </message>
    <message>
        <source>Export the chosen entries</source>
        <translation>고른 기록 내보내기</translation>
    </message>
    <message>
        <source>F1 keys</source>
        <translation>F1 단축키</translation>
    </message>
    <message>
        <source>F1 or Esc closes this sheet</source>
        <translation>F1 또는 Esc로 닫습니다</translation>
    </message>
    <message>
        <source>FFmpeg's libraries (PyAV) cannot be loaded: no picture can be decoded.</source>
        <translation>FFmpeg 라이브러리(PyAV)를 불러올 수 없어 영상을 디코딩할 수 없습니다.</translation>
    </message>
    <message>
        <source>Facts lost while the journal could not be written</source>
        <translation>일지를 쓰지 못해 유실된 기록</translation>
    </message>
    <message>
        <source>Fall</source>
        <translation>쓰러짐</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>오경보</translation>
    </message>
    <message>
        <source>Feed lost</source>
        <translation>이벤트 연결 끊김</translation>
    </message>
    <message>
        <source>Feed restored</source>
        <translation>이벤트 연결 복구</translation>
    </message>
    <message>
        <source>Fight</source>
        <translation>싸움</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Find a camera</source>
        <translation>카메라 찾기</translation>
    </message>
    <message>
        <source>Find a camera: name, number, ㄱㄹㅅ …  /</source>
        <translation>카메라 찾기: 이름, 번호, ㄱㄹㅅ…  /</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>화재</translation>
    </message>
    <message>
        <source>Fixed camera</source>
        <translation>고정형 카메라</translation>
    </message>
    <message>
        <source>Flood</source>
        <translation>홍수</translation>
    </message>
    <message>
        <source>Frigate ({source}) says that it is {word}: nothing is watched there.</source>
        <translation>Frigate({source})가 {word} 상태라고 알렸습니다. 그쪽은 지금 감시되지 않습니다.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>기간 지정</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>담당 해제</translation>
    </message>
    <message>
        <source>Give the alarm back</source>
        <translation>담당 해제</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>담당 해제</translation>
    </message>
    <message>
        <source>Go to preset {number}  [P {number}]</source>
        <translation>프리셋 {number}번으로  [P {number}]</translation>
    </message>
    <message>
        <source>Goes on</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Guro-gu control room (demo)</source>
        <translation>구로구 통합관제 (시연)</translation>
    </message>
    <message>
        <source>Gwanje · {room}</source>
        <translation>관제 · {room}</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>인계</translation>
    </message>
    <message>
        <source>High</source>
        <translation>높음</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>원위치</translation>
    </message>
    <message>
        <source>Home position</source>
        <translation>원위치</translation>
    </message>
    <message>
        <source>Home recalled</source>
        <translation>원위치 이동</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>보류 시간</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>비어 있음</translation>
    </message>
    <message>
        <source>Intrusion</source>
        <translation>침입</translation>
    </message>
    <message>
        <source>It comes back by itself. Why may it wait?</source>
        <translation>시간이 지나면 저절로 돌아옵니다. 보류 사유를 적으십시오.</translation>
    </message>
    <message>
        <source>It is registered as rotating but has no ONVIF address, so it cannot be steered.</source>
        <translation>회전형으로 등록되었으나 ONVIF 주소가 없어 조종할 수 없습니다.</translation>
    </message>
    <message>
        <source>Its clock is {seconds} s off.</source>
        <translation>카메라 시계가 {seconds}초 어긋나 있습니다.</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>운영일지</translation>
    </message>
    <message>
        <source>Journal exported</source>
        <translation>일지 내보내기</translation>
    </message>
    <message>
        <source>Journal fault</source>
        <translation>일지 장애</translation>
    </message>
    <message>
        <source>Journal not checked yet, anchor unknown</source>
        <translation>일지 검사 전, 봉인 알 수 없음</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>기록 종류</translation>
    </message>
    <message>
        <source>Kinds shown in the queue</source>
        <translation>대기열에 보일 종류</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>최근 24시간</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>최근 7일</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>최근 1시간</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>왼쪽</translation>
    </message>
    <message>
        <source>Less than 1 GB is free in {folder}.</source>
        <translation>{folder}의 남은 공간이 1 GB 미만입니다.</translation>
    </message>
    <message>
        <source>Lines of JSON (*.jsonl)</source>
        <translation>줄 단위 JSON(*.jsonl)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>Loitering</source>
        <translation>배회</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>끊김</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>낮음</translation>
    </message>
    <message>
        <source>Masked</source>
        <translation>가림</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>Messages so far</source>
        <translation>지난 알림</translation>
    </message>
    <message>
        <source>Missing person</source>
        <translation>실종자</translation>
    </message>
    <message>
        <source>Most urgent alarm</source>
        <translation>가장 급한 경보</translation>
    </message>
    <message>
        <source>Next alarm</source>
        <translation>다음 경보</translation>
    </message>
    <message>
        <source>No alarm is chosen.</source>
        <translation>고른 경보가 없습니다.</translation>
    </message>
    <message>
        <source>No alarm is chosen. Down chooses the next, N the most urgent.</source>
        <translation>고른 경보가 없습니다. 아래 화살표는 다음 경보, N은 가장 급한 경보입니다.</translation>
    </message>
    <message>
        <source>No alarm is open</source>
        <translation>열린 경보 없음</translation>
    </message>
    <message>
        <source>No alarm is waiting.</source>
        <translation>기다리는 경보가 없습니다.</translation>
    </message>
    <message>
        <source>No camera fits. Try a part of its name or its number.</source>
        <translation>맞는 카메라가 없습니다. 이름이나 번호의 일부로 찾아 보십시오.</translation>
    </message>
    <message>
        <source>No camera has the number “{camera}”.</source>
        <translation>번호가 “{camera}”인 카메라가 없습니다.</translation>
    </message>
    <message>
        <source>No camera is registered yet. Add one with: main.py cameras add</source>
        <translation>등록된 카메라가 없습니다. 등록: main.py cameras add</translation>
    </message>
    <message>
        <source>No encrypted connection to the broker {host} at port {port}: {reason}.</source>
        <translation>브로커 {host}의 {port}번 포트에 암호화 연결을 할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>No entry has “{words}”.</source>
        <translation>“{words}” 검색 결과가 없습니다.</translation>
    </message>
    <message>
        <source>No entry matches. Widen the period or clear the filters.</source>
        <translation>맞는 기록이 없습니다. 기간을 넓히거나 조건을 초기화하십시오.</translation>
    </message>
    <message>
        <source>No font for Korean is installed (Debian: fonts-noto-cjk).</source>
        <translation>한글 글꼴이 설치되어 있지 않습니다(Debian: fonts-noto-cjk).</translation>
    </message>
    <message>
        <source>No password came on standard input.</source>
        <translation>표준 입력으로 비밀번호가 들어오지 않았습니다.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>영상 없음</translation>
    </message>
    <message>
        <source>No picture was decoded: is the address right?</source>
        <translation>디코딩된 영상이 없습니다. 주소가 맞는지 확인하십시오.</translation>
    </message>
    <message>
        <source>No window can be opened: no display, or a system library is missing (make setup).</source>
        <translation>창을 열 수 없습니다. 화면이 없거나 시스템 라이브러리가 빠져 있습니다(make setup).</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>No. {seq}</source>
        <translation>{seq}번</translation>
    </message>
    <message>
        <source>Nobody has claimed this alarm.</source>
        <translation>담당이 없는 경보입니다.</translation>
    </message>
    <message>
        <source>Nothing is recorded in this period.</source>
        <translation>이 기간에는 기록이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation>이상이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing listens at {host}, port {port}: is the broker running?</source>
        <translation>{host}의 {port}번 포트가 열려 있지 않습니다. 브로커가 실행 중인지 확인하십시오.</translation>
    </message>
    <message>
        <source>Nuisance</source>
        <translation>성가심</translation>
    </message>
    <message>
        <source>OpenCV cannot be loaded: the built-in analytics cannot run.</source>
        <translation>OpenCV를 불러올 수 없어 내장 분석을 실행할 수 없습니다.</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>연결 중</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>관제원</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>점검 중</translation>
    </message>
    <message>
        <source>Over, unacknowledged</source>
        <translation>종료 후 미확인</translation>
    </message>
    <message>
        <source>P, then a digit: go to that preset</source>
        <translation>P 다음 숫자: 그 프리셋으로</translation>
    </message>
    <message>
        <source>Passwords are kept in the keyring {name}.</source>
        <translation>비밀번호를 키링 {name}에 보관합니다.</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Picture of the event</source>
        <translation>사건 사진</translation>
    </message>
    <message>
        <source>Picture of {camera} back after {seconds} s</source>
        <translation>{camera} 영상 복구({seconds}초 만에)</translation>
    </message>
    <message>
        <source>Picture of {camera} lost: {reason}</source>
        <translation>{camera} 영상 끊김: {reason}</translation>
    </message>
    <message>
        <source>Preset recalled</source>
        <translation>프리셋 이동</translation>
    </message>
    <message>
        <source>Preset: now its digit.</source>
        <translation>프리셋: 숫자를 누르십시오.</translation>
    </message>
    <message>
        <source>Previous alarm</source>
        <translation>이전 경보</translation>
    </message>
    <message>
        <source>Priority {priority}</source>
        <translation>우선순위 {priority}</translation>
    </message>
    <message>
        <source>Qt cannot be loaded: run make setup.</source>
        <translation>Qt를 불러올 수 없습니다. make setup을 실행하십시오.</translation>
    </message>
    <message>
        <source>Registered: {id} {name}</source>
        <translation>등록: {id} {name}</translation>
    </message>
    <message>
        <source>Removed: {id} {name}</source>
        <translation>삭제: {id} {name}</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>다시 열기</translation>
    </message>
    <message>
        <source>Reopen the alarm</source>
        <translation>경보 다시 열기</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>다시 열기</translation>
    </message>
    <message>
        <source>Reopening needs a reason.</source>
        <translation>다시 열려면 사유가 필요합니다.</translation>
    </message>
    <message>
        <source>Reports folded into the alarm</source>
        <translation>경보에 묶음</translation>
    </message>
    <message>
        <source>Review · journal</source>
        <translation>검토 · 운영일지</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>오른쪽</translation>
    </message>
    <message>
        <source>Rotating camera</source>
        <translation>회전형 카메라</translation>
    </message>
    <message>
        <source>SQLite {found} is too old for the journal: {needed} or newer is needed.</source>
        <translation>일지에 쓰기에는 SQLite {found} 버전이 낮습니다. {needed} 이상이 필요합니다.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Search for at most {limit} words at once.</source>
        <translation>한 번에 {limit}개 낱말까지 찾을 수 있습니다.</translation>
    </message>
    <message>
        <source>Search the journal</source>
        <translation>운영일지 찾기</translation>
    </message>
    <message>
        <source>Search the journal: fence · 642-6 · operator</source>
        <translation>일지 찾기: 담장 · 642-6 · 관제원</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>Session closed</source>
        <translation>콘솔 종료</translation>
    </message>
    <message>
        <source>Session opened</source>
        <translation>콘솔 시작</translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Shelve the alarm</source>
        <translation>경보 보류</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Shelved for {minutes} min</source>
        <translation>{minutes}분 보류</translation>
    </message>
    <message>
        <source>Shelving needs a reason.</source>
        <translation>보류하려면 사유가 필요합니다.</translation>
    </message>
    <message>
        <source>Signing key named</source>
        <translation>서명 키 등록</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>Steering · {camera}</source>
        <translation>회전형 조종 · {camera}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Stop not confirmed</source>
        <translation>정지 미확인</translation>
    </message>
    <message>
        <source>Stream lost</source>
        <translation>영상 끊김</translation>
    </message>
    <message>
        <source>Stream restored</source>
        <translation>영상 복구</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>감독자</translation>
    </message>
    <message>
        <source>Suppressed</source>
        <translation>억제</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>표(*.csv)</translation>
    </message>
    <message>
        <source>Take the last closing back</source>
        <translation>마지막 종료 되돌리기</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>The ONVIF address of camera {camera} is not valid.</source>
        <translation>카메라 {camera}의 ONVIF 주소가 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>The address of camera {camera} cannot be used.</source>
        <translation>카메라 {camera}의 주소를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The address of camera “{camera}” carries a password; give it with --password-stdin instead.</source>
        <translation>카메라 “{camera}”의 주소에 비밀번호가 들어 있습니다. --password-stdin으로 주십시오.</translation>
    </message>
    <message>
        <source>The analyzer cannot see {camera}: {reason}</source>
        <translation>분석기가 {camera} 영상을 받지 못합니다: {reason}</translation>
    </message>
    <message>
        <source>The analyzer has stopped and is being started again.</source>
        <translation>분석기가 멈춰 다시 시작하고 있습니다.</translation>
    </message>
    <message>
        <source>The analyzer sees {camera} again.</source>
        <translation>분석기가 {camera} 영상을 다시 받습니다.</translation>
    </message>
    <message>
        <source>The anchor {folder} cannot be written: {reason}</source>
        <translation>봉인 폴더 {folder} 쓰기 불가: {reason}</translation>
    </message>
    <message>
        <source>The anchor {folder} does not answer.</source>
        <translation>봉인 폴더 {folder} 응답 없음.</translation>
    </message>
    <message>
        <source>The anchor {folder} is back.</source>
        <translation>봉인 폴더 {folder} 복구됨.</translation>
    </message>
    <message>
        <source>The broker {host} cannot be reached: {reason}.</source>
        <translation>브로커 {host}에 연결할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The broker {host} does not answer at port {port}.</source>
        <translation>브로커 {host}의 {port}번 포트에서 응답이 없습니다.</translation>
    </message>
    <message>
        <source>The broker {host} does not let the topic {topic} be read: {reason}.</source>
        <translation>브로커 {host}에서 토픽 {topic} 읽기를 허용하지 않습니다: {reason}.</translation>
    </message>
    <message>
        <source>The broker {host} ends the session again and again. Does another console have this workstation's name?</source>
        <translation>브로커 {host}에서 세션을 거듭 끊습니다. 이 관제석과 이름이 같은 콘솔이 또 있습니까?</translation>
    </message>
    <message>
        <source>The broker {host} is shutting down or too busy.</source>
        <translation>브로커 {host}: 종료 중이거나 너무 바쁩니다.</translation>
    </message>
    <message>
        <source>The broker {host} refused the session's name.</source>
        <translation>브로커 {host}에서 세션 이름을 거부했습니다.</translation>
    </message>
    <message>
        <source>The broker {host} refused the session: {reason}.</source>
        <translation>브로커 {host}에서 세션을 거부했습니다: {reason}.</translation>
    </message>
    <message>
        <source>The broker {host} refused the user {user} or the password.</source>
        <translation>브로커 {host}에서 사용자 {user} 또는 비밀번호를 거부했습니다.</translation>
    </message>
    <message>
        <source>The broker {host} speaks neither MQTT 5 nor MQTT 3.1.1.</source>
        <translation>브로커 {host}에서 MQTT 5와 3.1.1을 모두 지원하지 않습니다.</translation>
    </message>
    <message>
        <source>The broker {host} wants a user name and a password.</source>
        <translation>브로커 {host}에 사용자 이름과 비밀번호가 필요합니다.</translation>
    </message>
    <message>
        <source>The certificate file {file} cannot be read: {reason}.</source>
        <translation>인증서 파일 {file}을(를) 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The certificate of camera {camera} is not trusted.</source>
        <translation>카메라 {camera}의 인증서를 신뢰할 수 없습니다.</translation>
    </message>
    <message>
        <source>The certificate of the broker {host} is not accepted: {reason}.</source>
        <translation>브로커 {host}의 인증서를 받아들일 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The configuration file {file} cannot be read: {reason}.</source>
        <translation>설정 파일 {file}을(를) 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The configuration file {file} does not exist.</source>
        <translation>설정 파일 {file}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>The configuration file {file} is too big.</source>
        <translation>설정 파일 {file}이(가) 너무 큽니다.</translation>
    </message>
    <message>
        <source>The connection to camera {camera} broke off.</source>
        <translation>카메라 {camera}와의 연결이 끊어졌습니다.</translation>
    </message>
    <message>
        <source>The connection to the broker {host} was lost.</source>
        <translation>브로커 {host}와의 연결이 끊어졌습니다.</translation>
    </message>
    <message>
        <source>The console failed to show camera {camera}: {fault}.</source>
        <translation>콘솔이 카메라 {camera}의 영상을 표시하지 못했습니다: {fault}.</translation>
    </message>
    <message>
        <source>The console is closing.</source>
        <translation>콘솔을 닫는 중입니다.</translation>
    </message>
    <message>
        <source>The demo site cannot be drawn: {reason}</source>
        <translation>시연 화면을 그릴 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The demo site {path} cannot be read: {reason}</source>
        <translation>시연 구성 {path}을(를) 읽을 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The disk does not answer: the journal {path} is not closed.</source>
        <translation>디스크 응답이 없어 일지 {path}을(를) 닫지 못했습니다.</translation>
    </message>
    <message>
        <source>The disk is full: the journal {path} cannot be written.</source>
        <translation>디스크가 가득 차 일지 {path}에 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The disk is full: the register {path} is as it was before.</source>
        <translation>디스크가 가득 찼습니다. 대장 {path}은(는) 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>The disk reports an error: the journal {path} cannot be used.</source>
        <translation>디스크 오류로 일지 {path}을(를) 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The display {display} does not answer. Start a desktop session, or a virtual one: xvfb-run -s '-screen 0 1920x1080x24' .venv/bin/python main.py …</source>
        <translation>화면 {display}이(가) 응답하지 않습니다. 데스크톱을 시작하거나 가상 화면을 쓰십시오: xvfb-run -s '-screen 0 1920x1080x24' .venv/bin/python main.py …</translation>
    </message>
    <message>
        <source>The end of a shelf must lie ahead.</source>
        <translation>보류가 끝나는 시각은 지금보다 뒤여야 합니다.</translation>
    </message>
    <message>
        <source>The entries found, as a table for a spreadsheet</source>
        <translation>찾은 기록을 표 계산용 파일로</translation>
    </message>
    <message>
        <source>The entries found, as lines whose hashes anyone can check</source>
        <translation>찾은 기록을 누구나 해시를 검증할 수 있는 형식으로</translation>
    </message>
    <message>
        <source>The event does not fit the schema: {reason}.</source>
        <translation>이벤트가 스키마에 맞지 않습니다: {reason}.</translation>
    </message>
    <message>
        <source>The event is nested deeper than {limit} levels.</source>
        <translation>이벤트가 {limit}단계보다 깊게 겹쳐 있습니다.</translation>
    </message>
    <message>
        <source>The event is nested too deeply.</source>
        <translation>이벤트가 너무 깊게 겹쳐 있습니다.</translation>
    </message>
    <message>
        <source>The event is not JSON: {reason}.</source>
        <translation>이벤트가 JSON이 아닙니다: {reason}.</translation>
    </message>
    <message>
        <source>The event's box lies outside the picture (0 to 1).</source>
        <translation>이벤트의 box가 화면 범위(0~1)를 벗어났습니다.</translation>
    </message>
    <message>
        <source>The event's {field} is empty or has control characters in it.</source>
        <translation>이벤트의 {field} 값이 비었거나 제어 문자가 있습니다.</translation>
    </message>
    <message>
        <source>The event's {field} is not a time anything could have happened.</source>
        <translation>이벤트의 {field} 값이 있을 수 없는 시각입니다.</translation>
    </message>
    <message>
        <source>The export cannot take the place of the journal {path}.</source>
        <translation>내보낸 파일로 일지 {path}을(를) 덮어쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The export {path} cannot be written: {reason}</source>
        <translation>내보낼 파일 {path}에 쓸 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The feed {feed} cannot listen at {host}, port {port}: {reason}.</source>
        <translation>수신 {feed}: {host}의 {port}번 포트를 열 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The feed {feed} is back.</source>
        <translation>이벤트 연결 {feed}이(가) 복구되었습니다.</translation>
    </message>
    <message>
        <source>The feed {feed} is lost: {reason}</source>
        <translation>이벤트 연결 {feed} 끊김: {reason}</translation>
    </message>
    <message>
        <source>The feed {feed} stopped by a fault of the console.</source>
        <translation>콘솔 오류로 이벤트 연결 {feed}이(가) 멈췄습니다.</translation>
    </message>
    <message>
        <source>The file of camera {camera} cannot be read.</source>
        <translation>카메라 {camera}의 파일을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>The file {file} cannot be read: {reason}.</source>
        <translation>파일 {file}을(를) 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The file {file} holds no certificate (PEM).</source>
        <translation>파일 {file}에 인증서(PEM)가 없습니다.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used: {reason}.</source>
        <translation>폴더 {folder}을(를) 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to.</source>
        <translation>폴더 {folder}에 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The journal cannot keep up: facts are being lost.</source>
        <translation>일지 기록이 밀려 기록이 유실되고 있습니다.</translation>
    </message>
    <message>
        <source>The journal cannot keep up: {count} entries wait.</source>
        <translation>일지 기록이 밀려 {count}건이 기다리고 있습니다.</translation>
    </message>
    <message>
        <source>The journal could not take events of {feed}: the broker keeps them.</source>
        <translation>일지에 {feed} 이벤트를 쓰지 못했습니다. 이벤트는 브로커에 남아 있습니다.</translation>
    </message>
    <message>
        <source>The journal could not take events of {feed}: their sender must send them again.</source>
        <translation>운영일지가 {feed}의 이벤트를 기록하지 못했습니다. 보낸 쪽이 다시 보내야 합니다.</translation>
    </message>
    <message>
        <source>The journal could not take events of {feed}: they are sent again.</source>
        <translation>운영일지가 {feed}의 이벤트를 기록하지 못했습니다. 다시 보냅니다.</translation>
    </message>
    <message>
        <source>The journal has a new signing key. {where}</source>
        <translation>운영일지의 새 서명 키를 만들었습니다. {where}</translation>
    </message>
    <message>
        <source>The journal is closed.</source>
        <translation>일지가 닫혀 있습니다.</translation>
    </message>
    <message>
        <source>The journal is closing: the search was not finished.</source>
        <translation>일지를 닫는 중이라 검색을 마치지 못했습니다.</translation>
    </message>
    <message>
        <source>The journal records again.</source>
        <translation>일지 기록을 다시 시작했습니다.</translation>
    </message>
    <message>
        <source>The journal {path} cannot be locked: {reason}</source>
        <translation>일지 {path}을(를) 잠글 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The journal {path} cannot be opened.</source>
        <translation>일지 {path}을(를) 열 수 없습니다.</translation>
    </message>
    <message>
        <source>The journal {path} cannot be opened: {reason}</source>
        <translation>일지 {path}을(를) 열 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The journal {path} cannot be used: {reason}</source>
        <translation>일지 {path}을(를) 쓸 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The journal {path} is damaged.</source>
        <translation>일지 {path}이(가) 손상되었습니다.</translation>
    </message>
    <message>
        <source>The journal {path} is read-only.</source>
        <translation>일지 {path}은(는) 읽기 전용입니다.</translation>
    </message>
    <message>
        <source>The journal {path} lies on a disk that cannot hold a write-ahead log.</source>
        <translation>일지 {path}이(가) 있는 디스크에서는 WAL 방식을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The journal {path} was moved, deleted or replaced.</source>
        <translation>일지 {path}이(가) 옮겨지거나 지워지거나 바뀌었습니다.</translation>
    </message>
    <message>
        <source>The journal {path} was written by a newer console (version {found}; this one knows {known}).</source>
        <translation>일지 {path}은(는) 더 새로운 콘솔에서 쓴 것입니다(버전 {found}, 이 콘솔은 {known}까지).</translation>
    </message>
    <message>
        <source>The journal's anchor speaks against it: {finding}</source>
        <translation>운영일지가 봉인과 맞지 않습니다: {finding}</translation>
    </message>
    <message>
        <source>The journal's signing key could not be kept: checkpoints are not signed.</source>
        <translation>운영일지의 서명 키를 보관할 수 없어 봉인하지 못합니다.</translation>
    </message>
    <message>
        <source>The journal's signing key is damaged: checkpoints are not signed.</source>
        <translation>운영일지의 서명 키가 손상되어 봉인하지 못합니다.</translation>
    </message>
    <message>
        <source>The journal, with search and export  [Ctrl+Shift+F]</source>
        <translation>운영일지 찾기와 내보내기  [Ctrl+Shift+F]</translation>
    </message>
    <message>
        <source>The key that signs checkpoints was named: {key}</source>
        <translation>봉인에 서명하는 키를 등록했습니다: {key}</translation>
    </message>
    <message>
        <source>The keyring cannot be changed: {reason}.</source>
        <translation>키링을 바꿀 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The keyring cannot be read: {reason}.</source>
        <translation>키링을 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The keyring refused the password ({reason}).</source>
        <translation>키링에서 비밀번호를 받지 않았습니다({reason}).</translation>
    </message>
    <message>
        <source>The message has no {field}.</source>
        <translation>메시지에 {field} 항목이 없습니다.</translation>
    </message>
    <message>
        <source>The message holds more than {limit} events.</source>
        <translation>메시지 하나에 이벤트가 {limit}건보다 많습니다.</translation>
    </message>
    <message>
        <source>The message is empty.</source>
        <translation>메시지가 비어 있습니다.</translation>
    </message>
    <message>
        <source>The message is larger than {limit} bytes.</source>
        <translation>메시지가 {limit}바이트보다 큽니다.</translation>
    </message>
    <message>
        <source>The message is nested too deeply.</source>
        <translation>메시지가 너무 깊게 겹쳐 있습니다.</translation>
    </message>
    <message>
        <source>The message is not JSON: {reason}.</source>
        <translation>메시지가 JSON이 아닙니다: {reason}.</translation>
    </message>
    <message>
        <source>The message is not XML: {reason}.</source>
        <translation>메시지가 XML이 아닙니다: {reason}.</translation>
    </message>
    <message>
        <source>The message is {found}, not an AnalyticsEvent.</source>
        <translation>메시지가 AnalyticsEvent가 아니라 {found}입니다.</translation>
    </message>
    <message>
        <source>The message names no camera.</source>
        <translation>메시지에 카메라 이름이 없습니다.</translation>
    </message>
    <message>
        <source>The message's XML declares a document type or entities: that is not allowed.</source>
        <translation>메시지의 XML에 문서 형식이나 엔터티 선언이 있습니다. 허용되지 않습니다.</translation>
    </message>
    <message>
        <source>The message's {field} is not one of: {choices}.</source>
        <translation>메시지의 {field} 값은 다음 중 하나여야 합니다: {choices}.</translation>
    </message>
    <message>
        <source>The name {host} cannot be found in the network.</source>
        <translation>네트워크에서 {host} 이름을 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>The old verdict stays in the journal. Why is it taken back?</source>
        <translation>이전 판정은 일지에 그대로 남습니다. 되돌리는 사유를 적으십시오.</translation>
    </message>
    <message>
        <source>The password file {file} can be read by others. Set its mode to 0600.</source>
        <translation>비밀번호 파일 {file}을(를) 다른 사용자가 읽을 수 있습니다. 권한을 0600으로 바꾸십시오.</translation>
    </message>
    <message>
        <source>The password file {file} cannot be read: {reason}.</source>
        <translation>비밀번호 파일 {file}을(를) 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The password file {file} cannot be used: {reason}.</source>
        <translation>비밀번호 파일 {file}을(를) 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The password file {file} is damaged.</source>
        <translation>비밀번호 파일 {file}이(가) 손상되었습니다.</translation>
    </message>
    <message>
        <source>The password file {file} is empty.</source>
        <translation>비밀번호 파일 {file}이(가) 비어 있습니다.</translation>
    </message>
    <message>
        <source>The password file {file} is not UTF-8 text.</source>
        <translation>비밀번호 파일 {file}의 내용이 UTF-8 문자가 아닙니다.</translation>
    </message>
    <message>
        <source>The password of the feed {name} is kept.</source>
        <translation>이벤트 연결 {name}의 비밀번호를 보관했습니다.</translation>
    </message>
    <message>
        <source>The period ends before it begins.</source>
        <translation>기간의 끝이 시작보다 앞섭니다.</translation>
    </message>
    <message>
        <source>The picture of this event cannot be read.</source>
        <translation>이 사건의 사진을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>The register {path} cannot be used: {reason}.</source>
        <translation>대장 {path}을(를) 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The register {path} is being written by another program. Try again.</source>
        <translation>다른 프로그램이 대장 {path}에 쓰고 있습니다. 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>The register {path} was written by a newer version of this console.</source>
        <translation>대장 {path}은(는) 더 새로운 콘솔에서 쓴 것입니다.</translation>
    </message>
    <message>
        <source>The replay of {file} is over: {count} reports, {bad} of them unusable.</source>
        <translation>{file} 재생이 끝났습니다. 보고 {count}건, 그중 사용할 수 없는 것 {bad}건.</translation>
    </message>
    <message>
        <source>The shelf's time was over: back in the queue</source>
        <translation>보류 시간이 끝나 대기열로 돌아옴</translation>
    </message>
    <message>
        <source>The speed of a replay must lie between {low} and {high}.</source>
        <translation>재생 속도는 {low}에서 {high} 사이여야 합니다.</translation>
    </message>
    <message>
        <source>The token of the feed {feed} is shorter than {limit} characters.</source>
        <translation>수신 {feed}의 토큰이 {limit}자보다 짧습니다.</translation>
    </message>
    <message>
        <source>The topic {topic} names no device or no event.</source>
        <translation>토픽 {topic}에 장치나 이벤트 이름이 없습니다.</translation>
    </message>
    <message>
        <source>The whole journal is being read</source>
        <translation>일지 전체를 읽는 중입니다</translation>
    </message>
    <message>
        <source>There is no alarm {alarm}.</source>
        <translation>경보 {alarm}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no camera {camera}.</source>
        <translation>카메라 {camera}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no display to open a window on. Start a desktop session, or a virtual one: xvfb-run -s '-screen 0 1920x1080x24' .venv/bin/python main.py …</source>
        <translation>창을 띄울 화면이 없습니다. 데스크톱에서 시작하거나 가상 화면을 쓰십시오: xvfb-run -s '-screen 0 1920x1080x24' .venv/bin/python main.py …</translation>
    </message>
    <message>
        <source>There is no journal at {path}.</source>
        <translation>{path}에 운영일지가 없습니다.</translation>
    </message>
    <message>
        <source>This alarm has changed since it was shown. Look again, then repeat.</source>
        <translation>표시된 뒤에 경보가 바뀌었습니다. 다시 보고 한 번 더 하십시오.</translation>
    </message>
    <message>
        <source>This alarm is acknowledged already.</source>
        <translation>이미 확인한 경보입니다.</translation>
    </message>
    <message>
        <source>This alarm is closed. Reopen it to go on.</source>
        <translation>종료된 경보입니다. 계속하려면 다시 여십시오.</translation>
    </message>
    <message>
        <source>This alarm is not closed, so it cannot be reopened.</source>
        <translation>종료되지 않은 경보라 다시 열 수 없습니다.</translation>
    </message>
    <message>
        <source>This alarm is not shelved.</source>
        <translation>보류된 경보가 아닙니다.</translation>
    </message>
    <message>
        <source>This alarm is set aside. Bring it back first.</source>
        <translation>보류된 경보입니다. 먼저 보류를 해제하십시오.</translation>
    </message>
    <message>
        <source>This camera has no preset {number}.</source>
        <translation>이 카메라에는 프리셋 {number}번이 없습니다.</translation>
    </message>
    <message>
        <source>This machine has no keyring.</source>
        <translation>이 컴퓨터에는 키링이 없습니다.</translation>
    </message>
    <message>
        <source>This machine has no keyring: passwords are kept in {file} (mode 0600).</source>
        <translation>이 컴퓨터에는 키링이 없어 비밀번호를 {file}(권한 0600)에 보관합니다.</translation>
    </message>
    <message>
        <source>Tile above</source>
        <translation>위쪽 화면</translation>
    </message>
    <message>
        <source>Tile below</source>
        <translation>아래쪽 화면</translation>
    </message>
    <message>
        <source>Tile to the left</source>
        <translation>왼쪽 화면</translation>
    </message>
    <message>
        <source>Tile to the right</source>
        <translation>오른쪽 화면</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>True</source>
        <translation>실제</translation>
    </message>
    <message>
        <source>True alarm</source>
        <translation>실제</translation>
    </message>
    <message>
        <source>Unacknowledged</source>
        <translation>미확인</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>위</translation>
    </message>
    <message>
        <source>Up and left</source>
        <translation>왼쪽 위</translation>
    </message>
    <message>
        <source>Up and right</source>
        <translation>오른쪽 위</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>상황판</translation>
    </message>
    <message>
        <source>Wanted vehicle</source>
        <translation>수배차량</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>What listens at {host}, port {port} hung up: is it a broker, and is tls set as it needs?</source>
        <translation>{host}의 {port}번 포트에서 연결을 끊었습니다. 브로커가 맞는지, tls 설정이 맞는지 확인하십시오.</translation>
    </message>
    <message>
        <source>What should the journal say about this alarm?</source>
        <translation>이 경보에 대해 일지에 남길 내용</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>Workstation {workstation}</source>
        <translation>단말 {workstation}</translation>
    </message>
    <message>
        <source>Write a few words first.</source>
        <translation>먼저 내용을 적으십시오.</translation>
    </message>
    <message>
        <source>Writing {file} · {seconds} s</source>
        <translation>{file} 쓰는 중 · {seconds}초</translation>
    </message>
    <message>
        <source>Wrote {count} entries to {file}.</source>
        <translation>{count}건을 {file}에 저장했습니다.</translation>
    </message>
    <message>
        <source>You have claimed this alarm already.</source>
        <translation>이미 담당하고 있는 경보입니다.</translation>
    </message>
    <message>
        <source>You have closed no alarm since the console was opened.</source>
        <translation>콘솔을 연 뒤 종료한 경보가 없습니다.</translation>
    </message>
    <message>
        <source>You have not claimed this alarm.</source>
        <translation>담당하고 있지 않은 경보입니다.</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>acknowledged · {operator}</source>
        <translation>확인 · {operator}</translation>
    </message>
    <message>
        <source>alarms {total} · unacknowledged {waiting} · shelved {shelved}</source>
        <translation>경보 {total} · 미확인 {waiting} · 보류 {shelved}</translation>
    </message>
    <message>
        <source>all kinds</source>
        <translation>전체 종류</translation>
    </message>
    <message>
        <source>analytics connected</source>
        <translation>분석 연결 정상</translation>
    </message>
    <message>
        <source>anchored</source>
        <translation>봉인됨</translation>
    </message>
    <message>
        <source>began {clock}</source>
        <translation>{clock} 시작</translation>
    </message>
    <message>
        <source>broken at seq {seq}</source>
        <translation>{seq}번에서 깨짐</translation>
    </message>
    <message>
        <source>broken at seq {seq}: the anchor holds another entry there</source>
        <translation>{seq}번에서 어긋남: 봉인된 항목과 다릅니다</translation>
    </message>
    <message>
        <source>claimed · {operator}</source>
        <translation>담당 · {operator}</translation>
    </message>
    <message>
        <source>clock went back at seq {seq} by {seconds} s; {rest}</source>
        <translation>{seq}번에서 시계가 {seconds}초 뒤로 감; {rest}</translation>
    </message>
    <message>
        <source>console</source>
        <translation>콘솔</translation>
    </message>
    <message>
        <source>continuous move</source>
        <translation>연속 이동</translation>
    </message>
    <message>
        <source>decoding {count} × {fps} fps</source>
        <translation>디코딩 {count} × {fps} fps</translation>
    </message>
    <message>
        <source>down</source>
        <translation>아래</translation>
    </message>
    <message>
        <source>empty: choose a camera at the left</source>
        <translation>비어 있음: 왼쪽에서 카메라를 고르십시오</translation>
    </message>
    <message>
        <source>event {clock}</source>
        <translation>{clock} 사건</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>고정형</translation>
    </message>
    <message>
        <source>going on</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>home position</source>
        <translation>원위치</translation>
    </message>
    <message>
        <source>intact to anchor {anchor} ({n} entries unanchored)</source>
        <translation>봉인 {anchor}번까지 온전 (봉인 전 항목 {n}개)</translation>
    </message>
    <message>
        <source>journal does NOT record: {count} wait</source>
        <translation>일지 기록 안 됨: {count}건 대기</translation>
    </message>
    <message>
        <source>journal records · {anchors}</source>
        <translation>일지 기록 중 · {anchors}</translation>
    </message>
    <message>
        <source>last picture {clock}</source>
        <translation>마지막 화면 {clock}</translation>
    </message>
    <message>
        <source>left</source>
        <translation>왼쪽</translation>
    </message>
    <message>
        <source>live {live} of {wanted}</source>
        <translation>실시간 {live}/{wanted}</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>끊김</translation>
    </message>
    <message>
        <source>lost {age}</source>
        <translation>끊김 {age}</translation>
    </message>
    <message>
        <source>next try in {seconds} s</source>
        <translation>{seconds}초 뒤 재연결</translation>
    </message>
    <message>
        <source>no anchor found: {n} entries unanchored, their chain holds</source>
        <translation>봉인 없음: 봉인 전 항목 {n}개, 사슬은 이어짐</translation>
    </message>
    <message>
        <source>no event source configured</source>
        <translation>이벤트 연결 설정 없음</translation>
    </message>
    <message>
        <source>no movement</source>
        <translation>움직임 없음</translation>
    </message>
    <message>
        <source>no picture arrived</source>
        <translation>영상이 오지 않음</translation>
    </message>
    <message>
        <source>no picture came with the event</source>
        <translation>이벤트에 사진이 없음</translation>
    </message>
    <message>
        <source>no site</source>
        <translation>개소 없음</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>not live</source>
        <translation>실시간 아님</translation>
    </message>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>old</source>
        <translation>지난 화면</translation>
    </message>
    <message>
        <source>on duty {operator}</source>
        <translation>근무 {operator}</translation>
    </message>
    <message>
        <source>opening …</source>
        <translation>연결 중…</translation>
    </message>
    <message>
        <source>over</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>position</source>
        <translation>위치 확인</translation>
    </message>
    <message>
        <source>presets</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>right</source>
        <translation>오른쪽</translation>
    </message>
    <message>
        <source>rotating</source>
        <translation>회전형</translation>
    </message>
    <message>
        <source>rule {rule}</source>
        <translation>규칙 {rule}</translation>
    </message>
    <message>
        <source>rule “{rule}”</source>
        <translation>규칙 “{rule}”</translation>
    </message>
    <message>
        <source>score {score}</source>
        <translation>점수 {score}</translation>
    </message>
    <message>
        <source>shelved</source>
        <translation>보류 중</translation>
    </message>
    <message>
        <source>shorter than anchor {anchor}: {n} entries are missing</source>
        <translation>봉인 {anchor}번보다 짧음: 항목 {n}개가 없습니다</translation>
    </message>
    <message>
        <source>steering: me</source>
        <translation>조종 중: 나</translation>
    </message>
    <message>
        <source>track {track}</source>
        <translation>추적 {track}</translation>
    </message>
    <message>
        <source>until before</source>
        <translation>끝(직전까지)</translation>
    </message>
    <message>
        <source>up</source>
        <translation>위</translation>
    </message>
    <message>
        <source>wrong key: checkpoint {anchor} does not bear its key's signature</source>
        <translation>키가 다름: 봉인 {anchor}번의 서명이 맞지 않습니다</translation>
    </message>
    <message>
        <source>wrong key: the journal does not name the key of checkpoint {anchor}</source>
        <translation>키가 다름: 봉인 {anchor}번의 키가 이 운영일지에 없습니다</translation>
    </message>
    <message>
        <source>zone {zone}</source>
        <translation>구역 {zone}</translation>
    </message>
    <message>
        <source>zone “{zone}”</source>
        <translation>구역 “{zone}”</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>줌</translation>
    </message>
    <message>
        <source>zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>{camera} (not registered)</source>
        <translation>{camera}(미등록)</translation>
    </message>
    <message>
        <source>{camera} cannot be steered.</source>
        <translation>{camera}: 조종할 수 없습니다.</translation>
    </message>
    <message>
        <source>{camera} confirmed Stop after {seconds} s</source>
        <translation>{camera} 정지 확인({seconds}초 뒤)</translation>
    </message>
    <message>
        <source>{camera} did not take the command in time.</source>
        <translation>{camera}: 제시간에 명령을 받지 못했습니다.</translation>
    </message>
    <message>
        <source>{camera} does not answer.</source>
        <translation>{camera}: 응답이 없습니다.</translation>
    </message>
    <message>
        <source>{camera} has confirmed Stop.</source>
        <translation>{camera}: 정지가 확인되었습니다.</translation>
    </message>
    <message>
        <source>{camera} has not confirmed Stop</source>
        <translation>{camera} 정지 미확인</translation>
    </message>
    <message>
        <source>{camera} has not confirmed Stop for {seconds} s and may still be turning. It is tried on.</source>
        <translation>{camera}: {seconds}초 동안 정지가 확인되지 않아 아직 돌고 있을 수 있습니다. 계속 시도합니다.</translation>
    </message>
    <message>
        <source>{camera} is a fixed camera: it cannot be steered.</source>
        <translation>{camera}: 고정형 카메라라서 조종할 수 없습니다.</translation>
    </message>
    <message>
        <source>{camera} offers no movement by hand.</source>
        <translation>{camera}: 수동 조종을 지원하지 않습니다.</translation>
    </message>
    <message>
        <source>{clock}  live</source>
        <translation>{clock}  실시간</translation>
    </message>
    <message>
        <source>{clock}  stale {age} s</source>
        <translation>{clock}  멈춤 {age}초</translation>
    </message>
    <message>
        <source>{count} entries · as of {time}</source>
        <translation>{count}건 · {time} 기준</translation>
    </message>
    <message>
        <source>{count} episodes folded</source>
        <translation>같은 사건 {count}건 묶음</translation>
    </message>
    <message>
        <source>{count} events of the feed {feed} are missing.</source>
        <translation>이벤트 연결 {feed}에서 {count}건이 빠졌습니다.</translation>
    </message>
    <message>
        <source>{count} facts were lost while the journal could not be written</source>
        <translation>일지를 쓰지 못하는 동안 기록 {count}건 유실</translation>
    </message>
    <message>
        <source>{count} further reports</source>
        <translation>이어진 분석 {count}건</translation>
    </message>
    <message>
        <source>{count} further reports, score up to {score}</source>
        <translation>이어진 분석 {count}건, 최고 {score}</translation>
    </message>
    <message>
        <source>{count} more facts lie in between; search for the alarm to list them.</source>
        <translation>사이에 {count}건이 더 있습니다. 경보 번호로 찾으면 모두 보입니다.</translation>
    </message>
    <message>
        <source>{count} other alarms are hidden</source>
        <translation>다른 경보 {count}건을 숨겼습니다</translation>
    </message>
    <message>
        <source>{count} reports from {feed} cannot be used and are in quarantine: {reason}</source>
        <translation>{feed}에서 온 {count}건을 쓸 수 없어 격리했습니다: {reason}</translation>
    </message>
    <message>
        <source>{done}: {kind} · {camera}</source>
        <translation>{done}: {kind} · {camera}</translation>
    </message>
    <message>
        <source>{fault} F5 tries again.</source>
        <translation>{fault} F5로 다시 시도합니다.</translation>
    </message>
    <message>
        <source>{feed} is starting</source>
        <translation>{feed} 연결 시작 중</translation>
    </message>
    <message>
        <source>{feed} lost {age}</source>
        <translation>{feed} 끊김 {age}</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}</source>
        <translation>{file}에 쓸 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>{file}, line {line}: the key {key} is missing.</source>
        <translation>{file} {line}행: {key} 항목이 빠져 있습니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: the key {key} is unknown.</source>
        <translation>{file} {line}행: {key}(은)는 알 수 없는 항목입니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: the key {key} is unknown. Did you mean {meant}?</source>
        <translation>{file} {line}행: {key}(은)는 알 수 없는 항목입니다. {meant} 항목을 뜻합니까?</translation>
    </message>
    <message>
        <source>{file}, line {line}: the text is not UTF-8.</source>
        <translation>{file} {line}행: UTF-8 문자가 아닙니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: this is not TOML ({reason}).</source>
        <translation>{file} {line}행: TOML 형식이 아닙니다({reason}).</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} has characters that are not allowed.</source>
        <translation>{file} {line}행: {key} 값에 쓸 수 없는 문자가 있습니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} has no effect without tls = true.</source>
        <translation>{file} {line}행: {key} 설정은 tls = true일 때만 쓰입니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} holds more than {limit} names.</source>
        <translation>{file} {line}번째 줄: {key}에는 이름을 {limit}개까지만 적을 수 있습니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} is for the format frigate only.</source>
        <translation>{file} {line}번째 줄: {key}은(는) frigate 형식에서만 씁니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} is not a name of an event kind.</source>
        <translation>{file} {line}행: {key} 값은 이벤트 종류 이름이 아닙니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} is not a topic a broker accepts.</source>
        <translation>{file} {line}행: {key} 값은 브로커가 받을 수 있는 토픽이 아닙니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be a list of 1 to {limit} lines of text.</source>
        <translation>{file} {line}행: {key} 값은 1~{limit}줄의 문장 목록이어야 합니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be a number from {low} to {high}.</source>
        <translation>{file} {line}행: {key} 값은 {low}~{high}의 수여야 합니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be a table.</source>
        <translation>{file} {line}행: {key} 값은 테이블이어야 합니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be a whole number from {low} to {high}.</source>
        <translation>{file} {line}행: {key} 값은 {low}~{high}의 정수여야 합니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be one line of at most {limit} characters.</source>
        <translation>{file} {line}행: {key} 값은 {limit}자 이내의 한 줄이어야 합니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be one of: {choices}.</source>
        <translation>{file} {line}행: {key} 값은 다음 중 하나여야 합니다: {choices}.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be text in quotation marks.</source>
        <translation>{file} {line}행: {key} 값은 따옴표로 묶은 문자여야 합니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be true or false.</source>
        <translation>{file} {line}행: {key} 값은 true 또는 false여야 합니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be written as [[{key}]] tables, at most {limit} of them.</source>
        <translation>{file} {line}행: {key} 설정은 [[{key}]] 테이블로 {limit}개까지 적습니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must be written as [width, height].</source>
        <translation>{file} {line}번째 줄: {key}은(는) [너비, 높이]로 적어야 합니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} must not be empty.</source>
        <translation>{file} {line}행: {key} 값은 비워 둘 수 없습니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key} needs a username beside it.</source>
        <translation>{file} {line}행: {key} 설정에는 username이 함께 있어야 합니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key}: a password does not belong in this file. Use password_file.</source>
        <translation>{file} {line}행: {key}: 이 파일에는 비밀번호를 적을 수 없습니다. password_file을 쓰십시오.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key}: a token does not belong in this file. Use token_file.</source>
        <translation>{file} {line}번째 줄: {key}: 토큰은 이 파일에 적지 않습니다. token_file을 쓰십시오.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {key}: another feed has the name {name} already.</source>
        <translation>{file} {line}행: {key}: 이름이 {name}인 이벤트 연결이 이미 있습니다.</translation>
    </message>
    <message>
        <source>{file}: the brackets are nested too deeply.</source>
        <translation>{file}: 괄호가 너무 깊게 겹쳐 있습니다.</translation>
    </message>
    <message>
        <source>{fps} frames/s</source>
        <translation>{fps} 프레임/초</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}분</translation>
    </message>
    <message>
        <source>{name}</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>{n} entries unanchored</source>
        <translation>봉인 전 항목 {n}개</translation>
    </message>
    <message>
        <source>{n} entries unanchored for {minutes} min</source>
        <translation>봉인 전 항목 {n}개 · {minutes}분째</translation>
    </message>
    <message>
        <source>{operator} acknowledged the alarm</source>
        <translation>{operator} 확인</translation>
    </message>
    <message>
        <source>{operator} brought it back from the shelf</source>
        <translation>{operator} 보류 해제</translation>
    </message>
    <message>
        <source>{operator} closed it: {verdict}</source>
        <translation>{operator} 종료: {verdict}</translation>
    </message>
    <message>
        <source>{operator} closed it: {verdict} · {note}</source>
        <translation>{operator} 종료: {verdict} · {note}</translation>
    </message>
    <message>
        <source>{operator} closed the console</source>
        <translation>{operator} 콘솔 종료</translation>
    </message>
    <message>
        <source>{operator} exported {rows} entries to {file}</source>
        <translation>{operator} 내보내기: {rows}건, {file}</translation>
    </message>
    <message>
        <source>{operator} gave the alarm back</source>
        <translation>{operator} 담당 해제</translation>
    </message>
    <message>
        <source>{operator} has claimed this alarm.</source>
        <translation>{operator} 담당 경보입니다.</translation>
    </message>
    <message>
        <source>{operator} noted: {note}</source>
        <translation>{operator} 메모: {note}</translation>
    </message>
    <message>
        <source>{operator} opened the console, version {version}</source>
        <translation>{operator} 콘솔 시작(버전 {version})</translation>
    </message>
    <message>
        <source>{operator} reopened it: {reason}</source>
        <translation>{operator} 다시 열기: {reason}</translation>
    </message>
    <message>
        <source>{operator} shelved it until {until}: {reason}</source>
        <translation>{operator} {until}까지 보류: {reason}</translation>
    </message>
    <message>
        <source>{operator} steered {camera}: {direction}, {seconds} s</source>
        <translation>{operator} 조종: {camera}, {direction} {seconds}초</translation>
    </message>
    <message>
        <source>{operator} took charge of the alarm</source>
        <translation>{operator} 담당</translation>
    </message>
    <message>
        <source>{operator} turned {camera} to its home position</source>
        <translation>{operator} 조종: {camera}, 원위치</translation>
    </message>
    <message>
        <source>{operator} turned {camera} to preset {preset}</source>
        <translation>{operator} 조종: {camera}, 프리셋 {preset}</translation>
    </message>
    <message>
        <source>{path} is a database, but not a journal.</source>
        <translation>{path}은(는) 데이터베이스이지만 운영일지가 아닙니다.</translation>
    </message>
    <message>
        <source>{path} is damaged, or not a register of this console.</source>
        <translation>{path}: 손상되었거나 이 콘솔의 대장이 아닙니다.</translation>
    </message>
    <message>
        <source>{path} is not a journal.</source>
        <translation>{path}은(는) 운영일지가 아닙니다.</translation>
    </message>
    <message>
        <source>{reason} The password is kept in the file {file}, which only you can read (mode 0600).</source>
        <translation>{reason} 비밀번호는 본인만 읽을 수 있는 파일 {file}(권한 0600)에 보관합니다.</translation>
    </message>
    <message>
        <source>{rows} entries written to {file}</source>
        <translation>{rows}건을 {file}에 저장했습니다</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}초</translation>
    </message>
    <message>
        <source>{time} · journal {verdict}</source>
        <translation>{time} · 일지 {verdict}</translation>
    </message>
    <message>
        <source>{verdict}; the anchor {folder} cannot be read: {reason}</source>
        <translation>{verdict}; 봉인 폴더 {folder} 읽기 불가: {reason}</translation>
    </message>
    <message>
        <source>“{camera}” is not a camera number: 1 to 64 letters, digits, dots, dashes or underscores.</source>
        <translation>“{camera}”는 카메라 번호가 아닙니다. 글자, 숫자, 점, 붙임표, 밑줄로 1~64자입니다.</translation>
    </message>
    <message>
        <source>… {count} more characters</source>
        <translation>… {count}자 더 있음</translation>
    </message>
    <message>
        <source>− zoom</source>
        <translation>− 줌</translation>
    </message>
    <message>
        <source>▲ {count} more urgent above  [N]</source>
        <translation>▲ 위에 더 급한 경보 {count}건  [N]</translation>
    </message>
    <message>
        <source>한국어 / English</source>
        <translation>한국어 / English</translation>
    </message>
</context>
</TS>
