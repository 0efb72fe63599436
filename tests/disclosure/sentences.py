"""Sentences as provinces write them: those that tell of 1 to 4 people, and innocent ones."""

TELLING = """
Tỷ lệ tử vong 10,0% của 20 người cai nghiện.
Số người tử vong là 30% của 10 người.
Trong 20 người, số tử vong chiếm 10%.
Số người tử vong là 12/6 người.
Tăng thêm 2020-2018 người.
Số người tử vong ít hơn 5 và nhiều hơn 0.
dưới 5 người tử vong
fewer than 5 people died
02 (hai) phụ nữ bỏ trốn
hai (02) người tử vong
3/161 người được dạy nghề
Có 2-3 người tái nghiện
Tử vong: 02
02 hộ vay vốn
có 2người trốn
Có 2 người tử vong.
Có 03 nữ học viên bỏ trốn
Có hai người tái nghiện
Tử vong: 4; trốn: 12
There were 3 patients.
Có một người chết
Có Một người chết
CÓ HAI NGƯỜI CHẾT
Có ba trường hợp
bốn đối tượng được vay vốn
Chỉ có 1 học viên
chỉ có 01 học viên
001 người
1 (một) người
4 người
04 người
Có 4ng trốn
có 2hv bỏ trốn
BN: 3
n = 2
N=3
Số người chết là 3
Số người chết: ba
Số người chết bằng 2
trốn 2, chết 1
Trốn (2)
Trốn [3]
Trốn – 4
Trốn: 3.
Trốn=3
2 nam, 1 nữ
2 nam và 12 nữ
Nam 2, nữ 15
tử vong 2/97
1/2 số học viên là nữ
hai mươi mốt người
hai trăm người
hai chục người
vài người bỏ trốn
vài ba người
dăm ba người
đôi ba người
một vài người
một cặp vợ chồng
Vợ chồng anh ấy nghiện
cả hai đều tái nghiện
cả ba người
duy nhất chị ấy tái nghiện
người thứ hai tử vong
người thứ tư tử vong
mấy người trốn
hăm tư người
２ người tử vong
Có ② người
Có ٣ người
² người trốn
Có 2\u200b người
Có 2\u00a0người
Có 2\u0332 người
H\u00adai người chết, 2 nữ
½ người
Two people died
three inmates escaped
There was one death
Four women
a couple of people relapsed
both escaped
a patient died
an inmate escaped
A woman relapsed
a few people
only a single person
twice readmitted
the third death this year
1st case
II người tử vong
Có IV trường hợp
Tử vong: III
Nguyễn Văn A và Trần Thị B bỏ trốn
ông Nguyễn Văn An
anh Hùng, chị Lan được vay vốn
N.V.A, T.T.B bỏ trốn
bà Lan được vay vốn
Được vay vốn: Lê Thị Hoa, Phạm Văn Bình
Quyết định đối với 2 người
Tòa án ra 03 quyết định
Lập 2 hồ sơ
tháng 4 người nghiện tử vong: 2
mỗi ngày 3
Cơ sở có 2
Phường 3 người nghiện
ngày 26 tháng 4 có 3 trường hợp
Điều 3 người đi nơi khác
Kế hoạch 3, đạt 100%
chỉ tiêu 3, đạt 100%
số 3 người nghiện
2,3 người
2.00 người
2,0 người
2; 3 và 4
từ 2 đến 3 người
2 → 3 người
khoảng 3 người
gần 4 người
hơn 2 người
dưới 4 người
ít nhất 3 em
3 em học nghề
1 ca tử vong
4 cán bộ được tập huấn
02 bác sĩ, 05 y sĩ
1 giáo viên dạy nghề
mot nguoi
bon nguoi
mỗi 3
trong đó nữ: 1
(trong đó 2 nữ)
Trong đó: nữ 2
+2
−3 người
-3 so với năm trước
giảm 2
tăng thêm 1
161 người, còn lại 2
hoàn thành 59, trốn 3
3/2019 người tử vong
Tử vong: 3/2019
2*
2.
1) trốn 2) chết
mốt người
Chỉ một
NGUYỄN VĂN AN bỏ trốn
mười hai người
1người
""".strip().split("\n")

INNOCENT = """
Đối với người nghiện của tỉnh gửi tại Cơ sở cai nghiện ma túy số 1 được Cơ sở quản lý
Người sau cai nghiện theo Quyết định số 29/2014/QĐ-TTg ngày 26 tháng 4 năm 2014
Có 35 người; một số người chưa được vay
Theo Kế hoạch 376/KH-UBND ngày 14/7/2017
Báo cáo số 1309/BC-SLĐTBXH ngày 22/6/2020
Nghị định số 135/2004/NĐ-CP
Thông tư liên tịch số 41/2010/TTLT-BLĐTBXH-BYT
Thông tư 21/2010/TT-BLĐTBXH
Luật số 24/2012/QH13
Chỉ thị số 36-CT/TW
Kế hoạch số 3/KH-UBND
Quyết định số 02/QĐ-UBND ngày 3/2/2019
theo khoản 1 Điều 4
theo khoản 1, 2 Điều 4 của Luật
Điều 3 của Nghị định
quy định tại Phụ lục 2
xem Phụ lục 4
Mẫu số 3
Biểu số 2
mục 3
chương 2
Trung tâm chữa bệnh số 2
Cơ sở số 1
Cơ sở cai nghiện ma túy số 02 tỉnh Bình Phước
ngày 26 tháng 4
ngày 02/6/2020
từ ngày 01/01/2017 đến ngày 15/6/2020
01/2017-6/2020
từ 01/2017 đến 3/2020
tháng 4/2019
tháng 3 năm 2018
6 tháng đầu năm 2020
3 tháng đầu năm
quý 2 năm 2019
quý I năm 2020
giai đoạn 2016-2020
năm 2019
trong năm 2018 và 2019
Tỉnh chưa có cơ sở cai nghiện
Không có người tử vong
0 người
Không tổ chức cai nghiện tại gia đình, cộng đồng
một số địa phương chưa bố trí kinh phí
Một số huyện chưa thành lập Tổ công tác
161 người được đưa vào cơ sở
81 người được dạy nghề trên 161 người, đạt 50,3%
930 người có hồ sơ quản lý
1.234 người
12.345 lượt người
Kinh phí 135 triệu đồng
đạt 36,1%
Phấn đấu đạt 60% người nghiện được điều trị
năm huyện đã triển khai
bảy xã trọng điểm
mười lăm lớp tập huấn
Sở Lao động - Thương binh và Xã hội
Ủy ban nhân dân tỉnh Đắk Nông
Thành phố Hồ Chí Minh
tỉnh Bà Rịa - Vũng Tàu
Công an tỉnh cung cấp
Đề nghị Chính phủ sửa đổi Nghị định
Quận 1
Phường 3
Quận Hai Bà Trưng
huyện Ba Tơ và huyện Anh Sơn
CƠ SỞ CAI NGHIỆN MA TÚY
Thôn 2 đã có đội tình nguyện
The province has no centre
161 people were admitted
between 26 April 2014 and 4 June 2020
in the first half of 2020
Decision No. 29/2014/QĐ-TTg
Article 3 of the law
Appendix 2
several communes
Người nghiện ngại tham gia, thiếu kinh phí, thiếu cán bộ
Học viên được học nghề may, mộc, cơ khí
""".strip().split("\n")
