"""Sentences that name a person, lead to one, or tell of one, most of them without any number."""

HOSTILE = """
trần thị mai trốn khỏi cơ sở
Trần Thị Mai trốn khỏi cơ sở
TRẦN THỊ MAI TRỐN KHỎI CƠ SỞ
tran thi mai tron khoi co so
Tran Thi Mai tron khoi co so
nguyễn văn an đã tái nghiện
NGUYỄN VĂN AN đã được vay vốn
Nguyen Van An da duoc vay von
Văn An đã được vay vốn
Thị Mai được vay vốn
mai trốn khỏi cơ sở
hùng chưa hoàn thành cai nghiện
Hùng, Dũng và Cường đang cai nghiện tại cơ sở
Học viên Hùng đã hoàn thành cai nghiện
học viên thành đã hoàn thành cai nghiện
học viên Bằng được vay vốn
học viên Đạt được vay vốn
Người nghiện tên là Được
Bệnh nhân Lan chưa được điều trị
cán bộ tên Hoa bị xử lý
Lê Lợi được vay vốn
lê hoa được dạy nghề
Phạm Nhân được dạy nghề
vũ đức toàn không có việc làm
võ thị sáu được quản lý tại nơi cư trú
Đỗ Thành Đạt không tham gia
hồ văn cường chưa khai báo
Hồ Thu Hà được hỗ trợ
lý thông bị đưa vào cơ sở
Cao Bá Quát đang điều trị
đào duy từ đang điều trị
Ngô Quyền trốn khỏi cơ sở
Hoàng Mai trốn khỏi cơ sở
Lê Chân được dạy nghề
Kim Sơn đang cai nghiện
Hải Dương trốn khỏi cơ sở
An Ninh được vay vốn
Bảo Toàn được vay vốn
H'Bia Niê trốn
H'Bia Niê được vay vốn
H’Bia Niê được dạy nghề
h'bia niê được dạy nghề
H Bia Niê được dạy nghề
Y Moan Ênuôl đang cai nghiện
Y Bhăm Niê Kdăm được vay vốn
y bhăm được vay vốn
Ama Thuột được hỗ trợ
K'Brông
K'Brông đang cai nghiện
K’ Brông đang cai nghiện
k'brông được dạy nghề
Ka Să Ha Biêng đang điều trị
Điểu Srôi chưa có việc làm
Điểu K'Rứ được dạy nghề
Thị Pơr được hỗ trợ
Ma Seo Phừ đang cai nghiện
Giàng A Páo được dạy nghề
giàng a páo được dạy nghề
Sùng Thị Mỷ được hỗ trợ
Thào Mí Lử chưa khai báo
Vàng A Dình bỏ trốn
Hờ A Chơ đang cai nghiện
Mùa A Tủa được vay vốn
Lò Văn Pọm được dạy nghề
lò thị ban đang điều trị
Quàng Văn Hặc được dạy nghề
Cầm Bá Thước chưa có việc làm
Cà Văn Khun được hỗ trợ
Thạch Sô Phách được dạy nghề
thạch sô phách được dạy nghề
Kim Sa Rây đang điều trị
Danh Hol được hỗ trợ
Sơn Phước Hoan được vay vốn
Chau Sóc Khonl được dạy nghề
Néang Kim Cheng đang điều trị
Đàng Năng Thọ được dạy nghề
Báo Thị Nhung được hỗ trợ
Từ Công Phụng được vay vốn
Chế Linh đang cai nghiện
Ksor H'Lan được dạy nghề
Rơ Châm Pih chưa khai báo
Siu Black đang điều trị
A Brol Vẽ đang cai nghiện
Zơ Râm Diêu được vay vốn
Bling Hạnh được hỗ trợ
Alăng Bhuốch được dạy nghề
Hồ Kan Lịch đang quản lý
Trương A Sìn được dạy nghề
Lìu Sám Múi đang điều trị
Bàn Tài Đoàn được hỗ trợ
Triệu Mùi Chài được vay vốn
Phùng Quang Thanh được quản lý
anh hùng (con ông tám) chết
anh hùng đã hoàn thành
anh Được đã hoàn thành cai nghiện
Anh Tám được vay vốn
chị ba bán cá được vay vốn
con bà tư chưa khai báo
con trai ông chủ tịch xã đang cai nghiện
cháu ngoại bà Sáu đang cai nghiện
vợ ông Bảy được hỗ trợ
em gái của chị Lan được dạy nghề
cô giáo dạy nghề bị nhiễm bệnh
chú Chín đang điều trị
bác Năm đang điều trị
cậu út nhà ông Mười đang điều trị
mẹ học viên không phối hợp
Bố của học viên là công an xã
thầy Minh dạy nghề tại cơ sở
ông ấy không chấp hành
bà ta không chấp hành
nó đã tái nghiện
hắn đã tái nghiện
Người này đã được dạy nghề
học viên này đã hoàn thành cai nghiện
Đối tượng nói trên đã được vay vốn
Tèo đang cai nghiện
Hùng sẹo đang cai nghiện
Long đen được đưa vào cơ sở
Năm Cam chưa khai báo
Bảy Đen được vay vốn
Tí con đang điều trị
Bé Ba chưa có việc làm
N.V.A được vay vốn
NVA được vay vốn
N V A được vay vốn
n.v.a được vay vốn
Học viên A được vay vốn
học viên H. được dạy nghề
Ng.V.A được vay vốn
Tr. Th. M được dạy nghề
Học viên sinh năm 1990 được vay vốn
sn 1985, trú tại xã
Học viên SN 1985 được dạy nghề
Người nghiện (1985) chưa khai báo
học viên 17 tuổi được dạy nghề
học viên nhỏ tuổi nhất được dạy nghề
Người nghiện tại tổ 3 thôn 5 chưa khai báo
tổ 8, thôn 5, xã Đắk Ru
Người nghiện ở thôn 5 chưa khai báo
số nhà 15 đường Lê Lợi
ngõ 25 phố Huế
hẻm 79 đường Hùng Vương, phường Nghĩa Đức
nhà ở cạnh trạm y tế xã
bon Bu Prâng, xã Đắk Buk So
buôn Nui, xã Tâm Thắng
ấp Giồng Lớn, nhà thứ nhất
học viên ở làng Plei Ốp được hỗ trợ
không chín một hai ba bốn năm sáu bảy tám
không chín tám bảy sáu năm chín tám bảy không
liên hệ không chín tám tám sáu bảy năm chín
0912345678
0912 345 678
0 9 8 7 6 5 9 8 7
liên hệ 0987.656.789
điện thoại 098-765-6789
+84 98 765 6789
CMND 245678901
thẻ bảo hiểm DK 5678567890
http://fb.com/hung.sẹo
fb.com/hungdaknong
www.facebook.com/hung
facebook hungdaknong
zalo mai dak nong
xem tại bit.ly/xyz
hung(at)x.vn
mai.tran＠x.vn
mai.tran@x.vn
mai dot tran at gmail dot com
mai [dot] tran [at] gmail
@hungdaknong
#hung
hung_dak_nong
tài khoản hùng đắk nông
Trần\u200b Thị Mai được vay vốn
T\u00adrần Thị Mai được vay vốn
được vay vốn \u202eiaM ịhT nầrT
Ｍａｉ được vay vốn
được\u200b vay vốn
Ｃơ sở đang sửa chữa
cơ sở đang\u2060 sửa chữa
𝐌𝐚𝐢 được vay vốn
Маi được vay vốn
được vay vốn 🙂 mai
梅 được vay vốn
bệnh nhân nhiễm HIV duy nhất
bệnh nhân nhiễm HIV của xã đang điều trị
học viên nhiễm HIV đã tử vong
học viên mang thai được chuyển viện
nữ học viên mang thai
học viên bị tâm thần đang điều trị
học viên tự tử tại cơ sở
học viên tự sát
học viên bị sốc thuốc
học viên đánh bảo vệ
học viên giết người
bị án giết người được đưa vào cơ sở
học viên bị hiếp dâm
người nghiện trộm cắp tài sản đã bị bắt
Giám đốc cơ sở bị khởi tố
giám đốc cơ sở nghiện ma túy
kế toán cơ sở tham ô
Trưởng trạm y tế xã nghiện ma túy
Chủ tịch xã nghiện ma túy
phó chủ tịch xã có con nghiện ma túy
bác sĩ của cơ sở bị kỷ luật
người nước ngoài đang cai nghiện
việt kiều đang cai nghiện
ca sĩ nổi tiếng đang cai nghiện
cầu thủ đội tuyển tỉnh đang cai nghiện
thủ khoa đang cai nghiện
người cao tuổi nhất cơ sở
học viên khuyết tật được dạy nghề
học viên chuyển giới được dạy nghề
con lãnh đạo sở đang cai nghiện
Theo Quyết định số 29/2014/tran-thi-mai
Theo Kế hoạch số 376/hung-dak-nong
Cơ sở nguyễn văn an số 8
Trung tâm của chị mai số 5
Thông tư 21/2010/TT-MAI
Mai tran
Hung
Mai
mai
Lan
Oanh
Thành Công trốn
Hòa Bình trốn khỏi cơ sở
Ms Mai relapsed
Mai relapsed
the son of the director relapsed
her husband relapsed
he escaped
the youngest learner escaped
cần được vay vốn là ông Học
Học được vay vốn ngân hàng
học viên Từ được vay vốn
Tăng được hỗ trợ vay vốn
Hồ Sơ được vay vốn
Quản Lý được vay vốn
học viên Quyết Định được vay vốn
học viên Hoàn thành được vay vốn
học viên Thành lập hồ sơ vay vốn
học viên Hiệu quả được vay vốn
học viên Bình quân được vay vốn
Phúc Hồi đang điều trị
Y Tế được vay vốn
Y Bộ được hỗ trợ
học viên Ban đầu được vay vốn
Người nghiện huyện Hoàng Mai tên Lê Lợi
người nghiện là Hoàng Mai
người nghiện của Ngô Quyền
học viên của Lê Chân
gửi Hoàng Mai vay vốn
từ Trần Đề đến Mỹ Tú
cho Kim Sơn vay vốn
cho Hải Dương vay vốn
với Thái Bình tham gia
học viên là Thanh Hóa
Khánh Hòa được vay vốn
Lâm Đồng được vay vốn
nhà của bí thư xã
trưởng thôn nghiện ma túy
trưởng công an xã nghiện ma túy
người nghiện nổi tiếng
diễn viên đang cai nghiện
giáo viên trường tiểu học đang cai nghiện
linh mục đang cai nghiện
nhà sư đang cai nghiện
con của bác sĩ cơ sở
vợ của cán bộ cơ sở
cán bộ cơ sở nhận tiền của học viên
bảo vệ cơ sở đưa ma túy vào
bác sĩ cơ sở sử dụng ma túy
giáo viên dạy nghề sử dụng ma túy
công an xã sử dụng ma túy
cán bộ y tế sử dụng trái phép chất ma túy
người có hai con
B.T.H. được vay vốn
BN Lan
Bn. L được điều trị
QĐ của mai
hùng/dũng/cường
hung-dung-cuong
hoa&lan được vay vốn
"Tí chuột" được vay vốn
(Tèo) được vay vốn
Tèo: đang cai nghiện
Học viên tên gọi khác: Tèo
dương văn minh - xã Đắk Ru
Đ/c Minh phụ trách
đồng chí minh phụ trách
thôn 8: mai, lan, hoa
0 chín tám bảy 6 5 chín tám
số điện thoại không chín tám
số năm sáu bảy tám chín năm sáu
năm sáu bảy tám chín
8 năm 7 sáu 9 tám 5
hung chấm dak nong a còng gờ meo
h t t p fb com hung
fb hung dak nong
mai @ x . vn
UBND xã Mai
Sở NVA
HIV: Lan
dương tính HIV
học viên HIV dương tính
cơ sở có người nhiễm
người nghiện Khmer
người nghiện Ê Đê của huyện
người nghiện dân tộc Mạ của huyện
người nghiện theo đạo tin lành
người nước Lào
người đồng tính đang cai nghiện
người điếc đang cai nghiện
người nghiện cụt chân
người đầu tiên được vay vốn
người cuối cùng còn lại
chỉ còn người này
người lớn nhất cơ sở
học viên trẻ nhất
học viên nhỏ nhất được dạy nghề
người còn lại được vay vốn
trường hợp còn lại đã chuyển
học viên V được vay vốn
học viên X đã hoàn thành cai nghiện
KH được vay vốn
học viên TB được vay vốn
TP được vay vốn
HD-TT được vay vốn
May was admitted
An was treated
học viên Phòng được vay vốn
học viên Bộ được vay vốn
Văn Bản
Văn Phòng
Tài Chính
Công An
Biên Phòng được vay vốn
Công An được vay vốn
công an được vay vốn
Tài Chính đã tái nghiện
văn hóa được vay vốn
an ninh được vay vốn
An ninh được vay vốn
học viên văn hóa được vay vốn
người nghiện an ninh đã tái nghiện
Thanh tra bỏ trốn
toàn diện chưa có việc làm
Minh bạch bị xử lý vi phạm hành chính
thuận lợi và tâm lý được hỗ trợ
AN NINH ĐƯỢC VAY VỐN
Việt Nam được vay vốn
học viên là Công Văn
""".strip().split("\n")
